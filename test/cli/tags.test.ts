import { Command } from 'commander'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Actions } from '../../src-main/cli/actions.ts'
import { declarePhotoCommands } from '../../src-main/cli/photoCommands.ts'
import { declareSyncCommands } from '../../src-main/cli/syncCommands.ts'
import { declareTagCommands } from '../../src-main/cli/tagCommands.ts'
import type { Output } from '../../src-main/cli/output.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

interface Line {
  [name: string]: unknown
}

/** The commands on one open library, without a process each: what they print as JSON lines, and as words. */
function commands(engine: Engine) {
  return async (...args: string[]) => {
    const lines: Line[] = []
    const words: string[] = []
    const output: Output = {
      json: true,
      say: (text = '') => void words.push(text),
      event: (value) => void lines.push(value),
      table: (_, rows) => void words.push(...rows.map((row) => row.join(' | '))),
      note: (text) => void words.push(text),
      fail: () => undefined,
    }
    const actions = {
      onLibrary:
        (work: (engine: Engine, output: Output, ...values: never[]) => Promise<unknown>) =>
        async (...values: unknown[]) =>
          void (await work(engine, output, ...(values as never[]))),
    } as unknown as Actions
    const cli = new Command().exitOverride().configureOutput({ writeErr: () => undefined })
    declareTagCommands(cli, actions)
    declarePhotoCommands(cli, actions)
    declareSyncCommands(cli, actions)
    await cli.parseAsync(args, { from: 'user' })
    return { lines, words: words.join('\n'), summary: lines.at(-1)! }
  }
}

async function libraryOf(count: number) {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  const names = Array.from({ length: count }, (_, index) => `${index}.jpg`)
  await drawPhotos(photos, names)
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  return { engine, lumitag: commands(engine), files: names.map((name) => join(photos, name)) }
}

test('"tags" renames, merges and moves, takes off exactly what somebody set, and takes steps back', async () => {
  const { engine, lumitag, files } = await libraryOf(3)
  const tags = async () =>
    (await engine.call('tags.list', {}))
      .map(({ photo, tag, state }) => `${basename(photo)} ${tag} ${state}`)
      // photos come as the folder was read, in no order
      .sort()
  await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 0 })
  await lumitag('photo', 'tag', '--add', 'Hund', files[0]!)
  await lumitag('photo', 'tag', '--add', 'Dog', '--remove', 'thing', files[1]!)
  expect(await tags()).toEqual([
    '0.jpg Hund accepted',
    '0.jpg Thing automatic',
    '1.jpg Dog accepted',
    '1.jpg Thing rejected',
    '2.jpg Thing automatic',
  ])

  await lumitag('photo', 'tag', '--add', 'Dog', files[0]!)
  const unmerged = await tags()
  const tried = await lumitag('tags', 'merge', 'hund', 'thing', '--into', 'dog', '--dry-run')
  expect(tried.lines).toEqual([
    { event: 'renamed', dryRun: true, from: 'Hund', to: 'Dog', photos: 1, joined: 1, labels: [] },
    {
      ...{ event: 'renamed', dryRun: true, from: 'Thing', to: 'Dog', photos: 3, joined: 2 },
      labels: [{ from: 'Thing', to: 'Dog' }],
    },
    { event: 'summary', dryRun: true, renamed: 2 },
  ])
  await lumitag('tags', 'rename', 'thing', 'Object', '--dry-run')
  await lumitag('tags', 'move', 'thing', 'dog', '--below', 'Animals', '--dry-run')
  expect(await tags()).toEqual(unmerged)
  expect(await engine.call('labels.list')).toMatchObject([{ name: 'Thing' }])

  await lumitag('tags', 'undo')
  await lumitag('tags', 'merge', 'hund', '--into', 'dog')
  await lumitag('tags', 'rename', 'Dog', 'Hound')
  await lumitag('tags', 'move', 'hound', '--below', 'Animals')
  expect((await lumitag('tags', 'list')).lines).toMatchObject([
    { event: 'tag', path: 'Animals', photos: 0 },
    { path: 'Animals > Hound', photos: 2 },
    { path: 'Thing', photos: 2 },
    { event: 'summary', tags: 3 },
  ])
  expect((await lumitag('tags', 'list', '--by', 'you')).lines).toMatchObject([
    { path: 'Animals > Hound', photos: 2 },
    { tags: 1 },
  ])
  expect((await lumitag('tags', 'list', '--state', 'rejected')).words).toBe('Thing | 1 | yes')

  const before = await tags()
  const dry = await lumitag('tags', 'remove', '--label', 'Thing', '--dry-run')
  const listed = dry.lines.slice(0, -1).sort((a, b) => String(a['photo']).localeCompare(String(b['photo'])))
  expect(listed).toMatchObject([
    { photo: files[0], tag: 'Thing', state: 'automatic', source: 'model' },
    { photo: files[2], tag: 'Thing', state: 'automatic', source: 'model' },
  ])
  expect(dry.summary).toEqual({ event: 'summary', dryRun: true, tags: 2, photos: 2 })
  expect(await tags()).toEqual(before)
  const removed = await lumitag('tags', 'remove', '--label', 'Thing')
  expect(removed.summary).toMatchObject({ photos: 2 })
  expect(await tags()).toEqual(before.filter((line) => !line.endsWith('automatic')))

  const { lines: steps } = await lumitag('tags', 'history', '--limit', '2')
  expect(steps).toMatchObject([
    { event: 'step', id: removed.summary['step'], photos: 2, undone: false },
    { title: 'Hound is now Animals > Hound', photos: 2 },
    { event: 'summary', steps: 2 },
  ])
  await lumitag('tags', 'undo')
  expect(await tags()).toEqual(before)
  expect((await lumitag('tags', 'undo', String(steps[1]!['id']))).words).toContain('Taken back on 2 photos')
  expect((await tags())[0]).toBe('0.jpg Hound accepted')

  const refused = async (...args: string[]) =>
    expect(lumitag('tags', ...args), args.join(' ')).rejects.toMatchObject({
      code: expect.stringMatching(/BAD_INPUT|NOT_FOUND/) as string,
    })
  await refused('remove')
  await refused('rename', 'Bird', 'Vogel')
  await refused('move', 'Hound')
  await refused('undo', '999')
  await refused('remove', '--label', 'Bird')
})

test('"review" lists what labels suggest, and answers by files and by scores, each in one step', async () => {
  const { engine, lumitag, files } = await libraryOf(4)
  const thing = await engine.call('labels.add', {
    ...{ name: 'Thing', prompts: ['a dog'], automatic: 1, suggestion: 0 },
  })
  expect((await lumitag('review', 'list')).lines[0]).toEqual({ event: 'label', name: 'Thing', suggested: 4 })
  const { lines } = await lumitag('review', 'list', 'thing', '--sort', 'best')
  const [first, second, , last] = lines as unknown as { path: string; score: number; scoreKind: string }[]
  expect(first).toMatchObject({ event: 'suggestion', label: 'Thing', scoreKind: 'raw' })
  expect(first!.score).toBeGreaterThanOrEqual(second!.score)
  // with the upper bar just above the best one, the worst lies nearest to the middle
  const bar = first!.score + 1e-6
  await engine.call('labels.update', { id: thing.id, change: { automatic: bar } })
  const uncertain = (await lumitag('review', 'list', 'thing')).lines.slice(0, -1)
  expect(uncertain).toEqual(lines.slice(0, -1).toReversed())

  await lumitag('review', 'accept', 'Thing', '--above', String(first!.score), '--dry-run')
  const accepted = await lumitag('review', 'accept', 'Thing', '--above', String(first!.score))
  expect(accepted.summary).toMatchObject({ label: 'Thing', decision: 'accept', photos: 1 })
  await lumitag('review', 'reject', 'Thing', last!.path)
  const states = new Map(
    (await engine.call('tags.list', {})).map(({ photo, state }) => [photo, state] as const),
  )
  expect(states).toEqual(
    new Map([
      [first!.path, 'accepted'],
      [last!.path, 'rejected'],
    ]),
  )
  await expect(lumitag('review', 'accept', 'Thing', last!.path)).rejects.toThrow('photo tag --add')
  await expect(lumitag('review', 'accept', 'Thing', '--all', ...files)).rejects.toThrow('Name photos')
  await lumitag('tags', 'undo', String(accepted.summary['step']))
  expect((await lumitag('review', 'list', 'Thing')).summary).toMatchObject({ suggested: 3 })
})

test('"sidecars" shows how they are written, and turns stars and colours on', async () => {
  const { engine, lumitag } = await libraryOf(1)
  expect((await lumitag('sidecars')).summary).toMatchObject({
    event: 'settings',
    naming: 'auto',
    marks: false,
  })
  expect((await lumitag('sidecars', 'marks', 'on')).words).toContain('marks | on')
  await lumitag('sidecars', 'naming', 'base')
  expect(await engine.call('sidecars.settings')).toMatchObject({ naming: 'base', marks: true })
  for (const wrong of [['stars', 'on'], ['marks', 'yes'], ['marks'], ['naming', 'on']])
    await expect(lumitag('sidecars', ...wrong), wrong.join()).rejects.toMatchObject({ code: 'BAD_INPUT' })
})
