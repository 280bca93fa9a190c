import { execFile } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { bar, cut, scoreText, shareText } from '../../src-main/cli/cells.ts'
import type { Reading } from '../../src-shared/schemas/classification.ts'
import { openTestEngine, samples, temporaryFolder } from '../support/library.ts'
import { commandLine as program } from '../support/programs.ts'
import { modelFolder, tinyClip } from '../support/tinyModels.ts'

const dog = join(samples, 'At home', 'Dog.jpg')
const receipt = join(samples, 'Documents', 'Receipt.jpg')

/** Runs the command line as a user does; its exit code and what it printed. */
function commandLine(library: string) {
  return async (...words: string[]) => {
    const done = await promisify(execFile)(process.execPath, [program, '--library', library, ...words]).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
    const lines = done.stdout.trim().split('\n')
    return { ...done, events: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
  }
}

test('"classify" says how labels fit photos that are in no library, and adds nothing to it', async () => {
  const library = join(temporaryFolder(), 'library')
  const lumitag = commandLine(library)
  const labels = 'a receipt, "a dog, running",, a dachshund'
  const words = await lumitag('classify', receipt, '--labels', labels)
  expect(words).toMatchObject({ code: 0 })
  expect(words.stdout).toMatch(/raw sigmoid.*\n.*Lumitag starter\n.*\na receipt +[█▏▎▍▌▋▊▉ ]+\d\.\d{3}\n/)
  expect(words.stdout).toMatch(/Best of these .*\n.*\n.*\na receipt +█+.* \d+\.\d %\n(.*\n)?a dog, running/)
  expect(words.stdout).toMatch(/Small starter model/)
  expect(words.stderr).toMatch(/was not taught "dachshund" \(try "dog" or "hunting dog"\), so/)

  const broken = join(library, 'broken.jpg')
  writeFileSync(broken, 'no picture')
  const many = await lumitag('--json', 'classify', dog, broken, receipt, '--labels', labels, '--as-written')
  expect(many).toMatchObject({ code: 4 })
  const events = many.events()
  const readings = events.filter(({ event }) => event === 'reading')
  expect(readings.map(({ path }) => path)).toEqual([dog, receipt])
  expect((readings[1] as unknown as Reading).labels.map(({ label }) => label)).toEqual([
    'a receipt',
    'a dog, running',
    'a dachshund',
  ])
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'skipped', path: broken, code: 'NOT_AN_IMAGE' }),
  )
  expect(events.at(-1)).toEqual({ event: 'summary', photos: 2, failed: 1 })

  const engine = await openTestEngine(library)
  expect(await engine.call('library.status')).toMatchObject({ photos: 0, embedded: 0 })
  expect([await engine.call('roots.list'), await engine.call('labels.list')]).toEqual([[], []])
  expect(existsSync(join(library, 'dropped'))).toBe(false)
})

test('"compare" asks all models that are installed; one without a sigmoid only shares', async () => {
  const library = join(temporaryFolder(), 'library')
  const engine = await openTestEngine(library)
  const { id: clip } = await engine.call('models.add', {
    directory: await modelFolder(tinyClip, 'CLIP'),
    anyway: true,
  })
  await engine.close()
  const lumitag = commandLine(library)

  const { code, stdout } = await lumitag('compare', dog, '--labels', 'hi, ho', '--keep-order')
  expect(code).toBe(0)
  const [scores, shares] = stdout.split('Best of these') as [string, string]
  expect(scores).toMatch(/\nLabel +Lumitag starter\n/)
  expect(shares).toMatch(/\nLabel +Lumitag starter +CLIP +Difference\n.*\nhi .*\nho /)
  expect(shares).toMatch(/CLIP has no score for one label alone/)

  const chosen = await lumitag(
    ...['--json', 'compare', dog, '--labels', 'hi', '--model', clip, '--model', 'none'],
  )
  expect(chosen.code).toBe(2)
  expect(chosen.events()).toMatchObject([
    { event: 'reading', model: { id: clip, scoring: 'softmax' }, labels: [{ score: null, share: 1 }] },
    { event: 'failed', model: 'none', code: 'MODEL_MISSING' },
    { event: 'summary', models: 1, failed: 1 },
  ])

  const use = await lumitag('model', 'use', clip)
  expect(use.stdout).toMatch(/tags and suggests nothing by itself/)
  const label = await lumitag('label', 'add', 'x', '--automatic', '0.3')
  expect(label.stderr).toMatch(/threshold is kept for other models/)
  expect((await lumitag('search', 'x')).stdout).toMatch(/^Cosine/)
})

test('wrong words are answered with exit code 2 and what to do', async () => {
  const lumitag = commandLine(join(temporaryFolder(), 'library'))
  for (const [args, words] of [
    [['classify', dog], /required option '--labels/],
    [['classify', dog, '--labels', ' , '], /Write --labels "a cat, a dog"/],
    [['classify', dog, '--labels', 'a', '--model', 'x'], /model list.*MODEL_MISSING/],
    [['compare', dog, '--labels', 'a', ...'abcde'.split('').flatMap((id) => ['--model', id])], /at most 4/],
  ] as const) {
    const { code, stderr } = await lumitag(...args)
    expect([args, code]).toEqual([args, 2])
    expect(stderr).toMatch(words)
  }
})

test('bars have eighths, and stay within their width', () => {
  expect([0, 0.5, 1, 2, 1 / 16, 0.99].map((value) => bar(value, 2))).toEqual([
    '  ',
    '█ ',
    '██',
    '██',
    '▏ ',
    '██',
  ])
  expect([scoreText(0.8123), scoreText(0.0001), scoreText(0)]).toEqual([' 0.812', '<0.001', ' 0.000'])
  expect([shareText(1), shareText(0.0004)]).toEqual(['100.0 %', '  0.0 %'])
  expect([cut('a cat', 5), cut('a cats', 5), cut('猫の写真', 5)]).toEqual(['a cat', 'a ca…', '猫の…'])
})
