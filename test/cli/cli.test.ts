import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { drawPhotos, temporaryFolder } from '../support/library.ts'
import { commandLine } from '../support/programs.ts'

const lumitag = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, ...args], {
    encoding: 'utf8',
  })
  return {
    status,
    stdout,
    stderr,
    lines: () =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
  }
}

/** Photos that nobody has written to for a while: a command does not wait before it reads them. */
async function drawEarlier(folder: string, ...names: string[]): Promise<void> {
  await drawPhotos(folder, names)
  const earlier = Date.now() / 1000 - 60
  for (const name of names) utimesSync(join(folder, name), earlier, earlier)
}

test('tag prints JSON lines, a summary last, and exits with 4 where a photo failed', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawEarlier(photos, 'a.jpg', 'b.jpg')
  const library = ['--library', join(folder, 'library')]
  const first = lumitag(
    'tag',
    photos,
    '--label',
    'a dog',
    '--label',
    'Pets > Cat = a cat; a kitten',
    '--label',
    'pets > cat = a lion',
    '--json',
    ...library,
  )
  expect(first.status).toBe(0)
  expect(first.stderr).toMatch(/"Pets > Cat" already, and it stays as it is/)
  expect(first.lines().at(-1)).toMatchObject({
    event: 'summary',
    photos: 2,
    embedded: 2,
    failed: 0,
    sidecars: 0,
  })
  writeFileSync(join(photos, 'broken.jpg'), 'no picture')
  const second = lumitag('tag', photos, '--json', ...library)
  expect(second.status).toBe(4)
  expect(second.lines()).toContainEqual(expect.objectContaining({ event: 'skipped', code: 'NOT_AN_IMAGE' }))
  expect(second.lines().at(-1)).toMatchObject({ event: 'summary', photos: 3, embedded: 0, failed: 1 })

  expect(lumitag('label', 'list', ...library).stdout).toContain('a cat; a kitten')
  const sorted = lumitag('search', '--sort', 'name', '--reverse', '--limit', '1', '--json', ...library).stdout
  expect(sorted).toContain('broken.jpg')
  expect(lumitag('search', '--like', join(photos, 'a.jpg'), ...library).stdout).toContain('b.jpg')
  const explained = lumitag('search', 'gestern', '--lang', 'de', '--explain', ...library).stdout
  expect(JSON.parse(explained)).toEqual({ taken: { during: 'yesterday' } })
  lumitag('label', 'add', 'a pet', '--contrast', 'a photo', ...library)
  const shown = lumitag('photo', 'show', join(photos, 'a.jpg'), ...library).stdout
  expect(shown).toMatch(/Label +Raw score +Cosine +Cosine less contrasts\n/)
  const { scores } = lumitag('photo', 'show', join(photos, 'a.jpg'), '--json', ...library).lines()[0] as {
    scores: { name: string; cosine: number | null; margin: number | null }[]
  }
  for (const { name, cosine, margin } of scores)
    expect([cosine, margin].map((one) => one === null)).toEqual([name === 'a pet', name !== 'a pet'])
  expect(lumitag('doctor', ...library).status).toBe(0)
})

test('tags by hand go out, a run is undone by its name, and tags are told to other tools', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawEarlier(photos, 'a.jpg', 'b.jpg')
  const library = ['--library', join(folder, 'library')]
  lumitag('add', photos, ...library)
  const file = join(photos, 'a.jpg')
  expect(lumitag('photo', 'tag', '--add', 'Places > "New" York, NY', file, ...library).status).toBe(0)
  expect(lumitag('photo', 'tag', '--add', 'all', '--all', ...library).status).toBe(0)
  expect(lumitag('photo', 'tag', '--remove', 'all', file, ...library).status).toBe(0)
  expect(lumitag('photo', 'show', file, '--json', ...library).lines()).toMatchObject([
    { event: 'photo', location: file, tags: [{ path: 'Places > "New" York, NY', state: 'accepted' }] },
  ])
  const csv = lumitag('photo', 'tags', ...library).stdout.split('\n')
  expect(csv.slice(0, 2)).toEqual([
    'photo,tag,state,source,model,score,at',
    expect.stringMatching(/a\.jpg,"Places > ""New"" York, NY",accepted,user,,,\d/),
  ])
  const done = lumitag('sync', '--json', ...library)
  expect(done.status).toBe(0)
  const summary = done.lines().at(-1) as { run: string }
  expect(summary).toMatchObject({ event: 'summary', written: 2, unchanged: 0, conflicts: 0, failed: 0 })
  expect(existsSync(`${file}.xmp`)).toBe(true)
  expect(lumitag('undo', ...library).stdout).toContain(summary.run)
  expect(
    lumitag('undo', summary.run, '--json', ...library)
      .lines()
      .at(-1),
  ).toMatchObject({ deleted: 2 })
  expect(existsSync(`${file}.xmp`)).toBe(false)
  const one = lumitag('sync', file, '--json', ...library).lines()
  expect(one).toMatchObject([
    expect.anything(),
    { event: 'change', photo: file, action: 'create', added: ['Places > "New" York, NY'] },
    { event: 'summary', written: 1, unchanged: 0 },
  ])
  expect(existsSync(join(photos, 'b.jpg.xmp'))).toBe(false)
  const { run } = one.at(-1) as { run: string }
  expect(lumitag('report', run, ...library).stdout).toMatch(/^create .*a\.jpg\.xmp\n +\+ Places/)
  expect(lumitag('photo', 'tag', file, ...library).status).toBe(2)
})

test('wrong words are answered with exit code 2 and what to do', () => {
  const library = ['--library', join(temporaryFolder(), 'library')]
  for (const [args, words] of [
    [['tag', '/nowhere/at/all'], /is not there.*FOLDER_MISSING/],
    [['label', 'remove', 'x'], /There is no label "x"/],
    [['model', 'use', 'x'], /model list.*MODEL_MISSING/],
    [['search'], /Say what to look for/],
    [['serve', '--port', '70000'], /between 1 and 65535/],
    [['--library', '', 'label', 'list'], /is empty/],
    [['folder', 'remove', ''], /is empty/],
    [['label', 'add', 'x', '--automatic', ''], /between 0 and 1/],
    [['frobnicate'], /unknown command/],
  ] as const) {
    const { status, stderr } = lumitag(...args, ...library)
    expect([args, status]).toEqual([args, 2])
    expect(stderr).toMatch(words)
  }
})

test('demo makes a library of its own, anew each time, and touches no other folder', () => {
  const folder = temporaryFolder()
  const mine = join(folder, 'mine')
  mkdirSync(join(mine, 'photos'), { recursive: true })
  writeFileSync(join(mine, 'photos', 'holiday.jpg'), 'mine')
  expect(lumitag('demo', '--library', mine)).toMatchObject({ status: 2 })
  expect(readFileSync(join(mine, 'photos', 'holiday.jpg'), 'utf8')).toBe('mine')
  for (let round = 0; round < 2; round++) {
    const { status, stdout } = lumitag('demo', '--library', join(folder, 'demo'))
    expect(status).toBe(0)
    expect(stdout).toMatch(/Receipt\.jpg .*Documents > Receipt/)
    expect(stdout).toContain('npm start -- serve --open')
  }
})

test('photo rate gives stars, a flag and a colour, says what it cannot read, and photo show tells', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawEarlier(photos, 'a.jpg', 'b.jpg')
  const library = ['--json', '--library', join(folder, 'library')]
  const [a, b] = [join(photos, 'a.jpg'), join(photos, 'b.jpg')]
  lumitag('tag', photos, ...library)
  const rated = lumitag(
    'photo',
    'rate',
    a,
    b,
    '--rating',
    '4',
    '--flag',
    'picked',
    '--colour',
    'red',
    ...library,
  )
  expect(rated.lines().at(-1)).toEqual({
    ...{ event: 'summary', photos: 2, changed: 2 },
    ...{ rating: 4, flag: 'picked', colour: 'red' },
  })
  lumitag('photo', 'rate', b, '--rating', 'file', '--flag', 'none', ...library)
  expect(lumitag('photo', 'show', b, ...library).lines()[0]).toMatchObject({
    ...{ rating: null, flag: null, colour: 'red', marked: ['flag', 'colour'] },
  })
  expect(lumitag('search', 'rating:4 is:picked', ...library).stdout).toContain('a.jpg')
  const wrong = lumitag('photo', 'rate', a, '--rating', '6', ...library)
  expect([wrong.status, wrong.stdout + wrong.stderr]).toEqual([
    2,
    expect.stringContaining('--rating is 0 to 5'),
  ])
})

test.skipIf(process.platform === 'win32')(
  'a reader that has seen enough ends the help without a complaint',
  async () => {
    const reading = spawn(process.execPath, [commandLine, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    // closed before the first word can be written
    reading.stdout.destroy()
    const said = await text(reading.stderr)
    expect(said).toBe('')
    expect(reading.exitCode ?? (await once(reading, 'exit'))[0]).toBe(0)
  },
)
