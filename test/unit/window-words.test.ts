import type { Root } from '../../src-shared/schemas/library.ts'
import { describe, expect, it } from 'vitest'
import type { Rule } from '../../src-shared/rules/tree.ts'
import { errorCodes, LumitagError } from '../../src-shared/errors.ts'
import type { PhotoDetails, Tag } from '../../src-shared/schemas/photo.ts'
import { describeError } from '../../src-renderer/errors.ts'
import { captureTime, timeLeft } from '../../src-renderer/format.ts'
import { formatBytes } from '../../src-shared/bytes.ts'
import { draftOf, newCondition, newGroup, ruleOf } from '../../src-renderer/state/ruleDraft.ts'
import { chipWords } from '../../src-renderer/views/inspector/chipWords.ts'
import { chipsOf, chipsOfMany } from '../../src-renderer/state/chips.ts'
import { crumbsOf } from '../../src-renderer/views/folders/paths.ts'
import { folderTree } from '../../src-renderer/views/folders/tree.ts'
import { shortNames } from '../../src-renderer/views/labels/shortNames.ts'
import { matchingTags } from '../../src-renderer/views/inspector/matches.ts'

const tag = (path: string, state: Tag['state'], labelId: number | null = null): Tag => ({
  path,
  state,
  source: state === 'automatic' ? 'model' : 'user',
  file: null,
  labelId,
  model: null,
  score: null,
  calibrated: null,
  threshold: null,
  at: '2026-01-01T00:00:00Z',
})
const photo = (
  id: number,
  tags: Tag[],
  suggested: [labelId: number, name: string, score: number][],
): PhotoDetails =>
  ({
    id,
    tags,
    scores: suggested.map(([labelId, name, score]) => ({
      ...{ labelId, name, score, baseKind: 'raw', calibrated: null },
      ...{ cosine: 0, suggested: true },
    })),
  }) as unknown as PhotoDetails

describe('chips', () => {
  it('show what is decided first, then what the model set, then its questions, best first', () => {
    const one = photo(
      1,
      [tag('Cat', 'rejected'), tag('Dog', 'automatic', 1), tag('Home', 'imported')],
      [
        [2, 'Beach', 0.3],
        [3, 'Sea', 0.4],
        [1, 'Dog', 0.9],
      ],
    )
    const words = chipsOf(one).map((chip) => `${chip.path} ${chip.state}`)
    expect(words).toEqual([
      'Home accepted',
      'Dog automatic',
      'Sea suggested',
      'Beach suggested',
      'Cat rejected',
    ])
    expect(chipsOf(one, 2)[2]!.path).toBe('Beach')
  })

  it('name the score that the threshold is compared with, never a raw one beside a calibrated one', () => {
    const set = { ...tag('Dog', 'automatic', 1), model: 'M', score: 0.02, calibrated: 0.9, threshold: 0.5 }
    expect(chipsOf(photo(1, [set], [])).map(chipWords)[0]).toContain('calibrated score 0.9')
    const raw = { ...set, calibrated: null, threshold: 0.01 }
    expect(chipsOf(photo(1, [raw], [])).map(chipWords)[0]).toContain('M, raw score 0.02')
  })

  it('count the photos of a selection, by the state that most of them have', () => {
    const none = { accepted: 0, automatic: 0, imported: 0, rejected: 0, suggested: 0 }
    const summary = [
      { path: 'Dog', labelId: 1, ...none, accepted: 1, suggested: 2 },
      { path: 'Home', labelId: null, ...none, accepted: 2, imported: 1, rejected: 2 },
    ]
    expect(chipsOfMany(summary).map(({ path, state, photos }) => [path, state, photos])).toEqual([
      ['Home', 'accepted', 3],
      ['Dog', 'suggested', 2],
    ])
  })
})

describe('an error', () => {
  it('has a title for every code and the engine’s sentence; cancelling is none', () => {
    for (const code of errorCodes) {
      const view = describeError(new LumitagError(code, 'Do this.'))
      if (code === 'CANCELLED') expect(view).toBeNull()
      else expect(view!.title.length).toBeGreaterThan(5)
    }
    expect(describeError(new LumitagError('FOLDER_MISSING', 'Plug the drive in.'))).toMatchObject({
      title: 'There is no such folder',
      sentence: 'Plug the drive in.',
    })
  })
})

describe('numbers and dates', () => {
  it('are written for people', () => {
    expect([999, 1000, 999_600, 2_140_000, 3_000_000_000].map(formatBytes)).toEqual([
      '999 bytes',
      '1.0 kB',
      '1.0 MB',
      '2.1 MB',
      '3.0 GB',
    ])
    expect([0.2, 59, 61, 240, 9000].map(timeLeft)).toEqual([
      '1 s left',
      '59 s left',
      '1 min left',
      '4 min left',
      '3 h left',
    ])
  })

  it('show a capture’s wall-clock time wherever the reader is', () => {
    expect(captureTime('2024-05-03T23:05:00')).toBe('3 May 2024, 23:05')
  })
})

describe('folders', () => {
  it('make a tree under their roots, past folders that are not listed', () => {
    const root = { id: 1, path: '/p', name: 'p', photos: 9, online: true, scannedAt: null } as Root
    const folder = (path: string) => ({ rootId: 1, path, name: path.split('/').at(-1)!, photos: 3 })
    const [top] = folderTree([root], [folder('2024/b/deep'), folder('10'), folder('2024'), folder('9')])
    const shape = (node: NonNullable<typeof top>): unknown => [node.name, ...node.children.map(shape)]
    expect(shape(top!)).toEqual(['p', ['9'], ['10'], ['2024', ['deep']]])
  })

  it('have a way up on every system', () => {
    expect(crumbsOf('/home/me', '/').map(({ path }) => path)).toEqual(['/', '/home', '/home/me'])
    expect(crumbsOf('C:\\Photos\\2024', '\\').map(({ path }) => path)).toEqual([
      'C:\\',
      'C:\\Photos',
      'C:\\Photos\\2024',
    ])
  })
})

describe('typing a tag', () => {
  it('offers known tags, whatever the case and accents, those that begin with it first', () => {
    const known = ['Places > Café', 'Animals > Scarecrow', 'Car']
    expect(matchingTags('CAR', known)).toEqual(['Car', 'Animals > Scarecrow'])
    expect(matchingTags('cafe', known)).toEqual(['Places > Café'])
    expect(matchingTags(' ', known)).toEqual([])
  })
})

describe('labels in a narrow list', () => {
  it('go by their last part, except where two would be called the same', () => {
    const labels = [
      { id: 1, name: 'Animals > Dog' },
      { id: 2, name: 'Travel > Boat' },
      { id: 3, name: 'Boat' },
    ]
    expect([...shortNames(labels).values()]).toEqual(['Dog', 'Travel > Boat', 'Boat'])
  })
})

describe('a rule while it is edited', () => {
  it('says what the rule says', () => {
    const rule: Rule = {
      all: [
        { label: 1 },
        { label: 2, score: 0.4 },
        { none: [{ taken: { from: '2024-01-01' } }, { meaning: [{ text: 'rain', weight: -1 }] }] },
      ],
    }
    expect(ruleOf(draftOf(rule))).toEqual(rule)
    expect(ruleOf(draftOf({ tag: 'Beach' }))).toEqual({ all: [{ tag: 'Beach' }] })
  })

  it('leaves out what is still empty', () => {
    const draft = newGroup('all', [newCondition('label'), newGroup('any', [newCondition('meaning')])])
    expect(ruleOf(draft)).toBeNull()
    draft.children.push(newCondition('rating'))
    expect(ruleOf(draft)).toEqual({ all: [{ rating: { from: 3 } }] })
    expect(ruleOf(draftOf(null))).toBeNull()
  })
})
