import { chmodSync, existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drawPhotos, fingerprints, openTestEngine, projectRoot, temporaryFolder } from '../support/library.ts'

const corrupt = join(projectRoot, '..', 'shared', 'photos', 'corrupt')
const all = { kind: 'all' as const }

async function emptyLibrary() {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await mkdir(photos)
  return { photos, engine: await openTestEngine(join(folder, 'library')) }
}

test('a folder that is not there, is a file, or is already known is answered plainly', async () => {
  const { photos, engine } = await emptyLibrary()
  await drawPhotos(photos, ['a.jpg', 'inner/b.jpg'])
  const add = (path: string) => engine.call('roots.add', { path })
  await expect(add(join(photos, 'nowhere'))).rejects.toMatchObject({ code: 'FOLDER_MISSING' })
  await expect(add(join(photos, 'a.jpg'))).rejects.toMatchObject({ code: 'NOT_A_FOLDER' })
  const inner = await add(join(photos, 'inner'))
  await engine.idle()
  const { ids } = await engine.call('photos.index', { source: all })
  await engine.call('tags.decide', { photoIds: ids, path: 'kept', decision: 'accept' })

  const outer = await add(photos)
  await engine.idle()
  expect(await engine.call('roots.list')).toMatchObject([{ id: outer.id, photos: 2 }])
  expect((await engine.call('photos.get', { id: ids[0]! })).tags).toMatchObject([{ path: 'kept' }])
  expect(await add(join(photos, 'inner'))).toMatchObject({ id: outer.id, folder: 'inner' })
  expect(inner.id).not.toBe(outer.id)
})

test('files that are no photos are listed with a code, and the rest goes on', async () => {
  const { photos, engine } = await emptyLibrary()
  await drawPhotos(photos, ['good.jpg', 'ünï 日本語 😀/снимок.jpg', '.hidden.jpg'])
  await writeFile(join(photos, 'zero.jpg'), '')
  await writeFile(join(photos, 'text.png'), 'this is no picture')
  await writeFile(join(photos, 'notes.txt'), 'this does not even say that it is one')
  await writeFile(join(photos, 'new.heic'), Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'))
  symlinkSync(photos, join(photos, 'loop'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 5, embedded: 2, unreadable: 3 })
  const [job] = (await engine.call('jobs.list')).filter(({ kind }) => kind === 'index')
  const problems = await engine.call('jobs.problems', { id: job!.id })
  expect(Object.fromEntries(problems.map(({ path, code }) => [path.slice(photos.length + 1), code]))).toEqual(
    {
      'zero.jpg': 'EMPTY_FILE',
      'text.png': 'NOT_AN_IMAGE',
      'new.heic': 'DAMAGED_IMAGE',
    },
  )
  const { ids } = await engine.call('photos.index', { source: { kind: 'unreadable' } })
  await engine.call('tags.decide', { photoIds: ids, path: 'by hand', decision: 'accept' })
  expect((await engine.call('photos.get', { id: ids[0]! })).tags).toMatchObject([
    { path: 'by hand', state: 'accepted' },
  ])
})

test('photos that are gone are kept, and come back with their tags; an emptied root is an unplugged drive', async () => {
  const { photos, engine } = await emptyLibrary()
  await drawPhotos(photos, ['a.jpg', 'b.jpg'])
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const { ids } = await engine.call('photos.index', { source: all })
  await engine.call('tags.decide', { photoIds: ids, path: 'kept', decision: 'accept' })
  const rescan = async () => {
    await engine.call('roots.scan', {})
    await engine.idle()
    return (await engine.call('library.status')).photos
  }
  const aside = join(photos, '..', 'aside')
  await mkdir(aside)
  await rename(join(photos, 'a.jpg'), join(aside, 'a.jpg'))
  expect(await rescan()).toBe(1)
  await rename(join(aside, 'a.jpg'), join(photos, 'a.jpg'))
  expect(await rescan()).toBe(2)
  await rename(photos, join(aside, 'photos'))
  expect(await rescan()).toBe(2)
  expect(await engine.call('roots.list')).toMatchObject([{ online: false }])
  await mkdir(photos)
  expect(await rescan()).toBe(2)
  await rm(photos, { recursive: true })
  await rename(join(aside, 'photos'), photos)
  expect(await rescan()).toBe(2)
  for (const id of ids)
    expect((await engine.call('photos.get', { id })).tags).toMatchObject([{ path: 'kept' }])
})

test('in a read-only folder each photo gets its error, nothing is left behind, and other folders are written', async () => {
  const { photos, engine } = await emptyLibrary()
  await drawPhotos(photos, ['locked/a.jpg', 'open/b.jpg'])
  await engine.call('labels.add', { name: 'x', prompts: ['a cat'], automatic: 0 })
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  chmodSync(join(photos, 'locked'), 0o555)
  const writeAgain = asOrdinaryUser(photos, join(photos, 'open'))
  try {
    const { id } = await engine.call('sidecars.sync', { source: all, direction: 'export' })
    await engine.idle()
    expect(await engine.call('jobs.problems', { id })).toMatchObject([
      { path: join(photos, 'locked', 'a.jpg'), code: 'IO' },
    ])
  } finally {
    writeAgain()
    chmodSync(join(photos, 'locked'), 0o755)
  }
  expect(readdirSync(join(photos, 'locked'))).toEqual(['a.jpg'])
  expect(existsSync(join(photos, 'open', 'b.jpg.xmp'))).toBe(true)
})

/** The superuser may write everywhere: for a while this process is nobody, who may write in `open` and the library only. */
function asOrdinaryUser(root: string, open: string): () => void {
  if (process.geteuid?.() !== 0) return () => {}
  chmodSync(join(root, '..'), 0o755)
  for (const folder of [open, join(root, '..', 'library')]) chmodSync(folder, 0o777)
  process.seteuid!(65534)
  return () => process.seteuid!(0)
}

test('labels and tags that cannot be are refused: empty, twice in other case, too long, control characters', async () => {
  const { engine } = await emptyLibrary()
  const add = (name: string, prompts?: string[]) =>
    engine.call('labels.add', { name, ...(prompts ? { prompts } : {}) })
  await add('A dog')
  for (const name of ['', '  ', 'a >  > b', 'x'.repeat(256), 'a\u0007b'])
    await expect(add(name), JSON.stringify(name)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(add('a DOG')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
  await expect(add('b', [''])).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(add('b', ['y'.repeat(5000)])).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(
    engine.call('labels.add', { name: 'b', automatic: 0.2, suggestion: 0.4 }),
  ).rejects.toMatchObject({ code: 'BAD_INPUT' })

  // a parent below its own child
  const parent = await add('Animals')
  await add('Animals > Dog')
  await expect(
    engine.call('labels.update', { id: parent.id, change: { name: 'Animals > Dog > animals' } }),
  ).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(/circle/) as string })

  // names are told apart as people do, whatever happened to them meanwhile
  const apple = await add('Äpfel', ['an apple'])
  await expect(add('äPFEL')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
  await engine.call('labels.update', { id: apple.id, change: { name: 'Birnen' } })
  const again = await add('ÄPFEL', ['an apple'])
  await engine.call('labels.remove', { id: again.id })
  await engine.call('albums.create', { name: 'äpfel', rule: null })
  const third = await add('Äpfel', ['an apple'])
  expect((await engine.call('albums.list')).map(({ name }) => name)).toContain('Äpfel (2)')
  for (const { id } of [apple, third]) await engine.call('labels.remove', { id })

  // all of a file or nothing
  const many = { labels: Array.from({ length: 10_000 }, (_, number) => ({ name: `label ${number}` })) }
  const half = { labels: [{ name: 'Good' }, { name: 'Bad', automatic: 0.1, suggestion: 0.9 }] }
  await expect(engine.call('labels.importPack', { text: JSON.stringify(half) })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
  await expect(engine.call('labels.importPack', { text: JSON.stringify(many) })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringMatching(/At most 5000 .* there are 3, .* Add up to 4997/) as string,
  })
  expect(await engine.call('labels.list')).toHaveLength(3)
})

test('labels are taken as they are written: emoji, right to left, tokens of the model, the longest that may be', async () => {
  const { photos, engine } = await emptyLibrary()
  await drawPhotos(photos, ['a.jpg', 'b.jpg'])
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const words = ['😀', '👩‍👩‍👧‍👦🏳️‍🌈', 'كلب على الشاطئ', '\u202eכלב\u202c', '$&', 'e\u0301', 'Ωδυσσεύς'.repeat(512)]
  for (const token of ['<mask>', '<eos>', '<pad>', '<bos>', '<unk>', '<|endoftext|>', '<eos> <pad> a dog'])
    words.push(token)
  for (const [index, prompt] of words.entries()) {
    const label = await engine.call('labels.add', { name: `label ${index}`, prompts: [prompt], automatic: 0 })
    expect(label, prompt).toMatchObject({ prompts: [prompt], counts: { automatic: 2 } })
    const found = await engine.call('photos.index', { source: { kind: 'text', text: prompt } })
    expect(found.scores!.every(Number.isFinite), prompt).toBe(true)
    expect(found.ids, prompt).toHaveLength(2)
  }
  const search = (text: string) => engine.call('photos.index', { source: { kind: 'text', text } })
  // a writing that the model was taught no words of
  expect((await search('ཁྱི')).problems).toMatchObject([
    { message: expect.stringMatching(/letter by letter/) as string },
  ])
  expect((await search('a dog')).problems).toEqual([])
  const { warnings } = await engine.call('labels.preview', { prompts: ['ཁྱི'] })
  expect(warnings.map(({ kind }) => kind)).toContain('byte-pieces')
  expect((await search('y'.repeat(5000))).ids).toHaveLength(2)
  for (const text of ['', '   ', 'y'.repeat(5001)])
    await expect(search(text), text.slice(0, 9)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  expect(await engine.call('library.check')).toEqual([])
})

test('a model folder that is none says what is missing', async () => {
  const folder = temporaryFolder()
  const engine = await openTestEngine(join(folder, 'library'))
  const starter = join(projectRoot, 'models', 'starter')
  const add = (directory: string) => engine.call('models.add', { directory })
  await expect(add(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'MODEL_FOLDER_INVALID' })
  await expect(add(starter)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
  const broken = join(folder, 'broken')
  await cp(starter, broken, { recursive: true })
  await writeFile(join(broken, 'onnx', 'vision_model.onnx'), 'not onnx')
  await expect(add(broken)).rejects.toMatchObject({ code: 'MODEL_FOLDER_INVALID' })
  await rm(join(broken, 'onnx', 'text_model.onnx'))
  await expect(add(broken)).rejects.toThrow(/text_model\.onnx is missing/)
  await writeFile(join(broken, 'config.json'), '{')
  await expect(add(broken)).rejects.toThrow(/config\.json is not JSON/)
  expect(await engine.call('models.list')).toHaveLength(1)
})

test('another model folder can be added and put in use; embeddings of both stay', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['a.jpg', 'b.jpg'])
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.call('labels.add', { name: 'x', prompts: ['a cat'], automatic: 0 })
  await engine.idle()
  // the random towers of the golden data, in the layout of a real export
  const other = join(folder, 'Tiny SigLIP')
  await cp(join(projectRoot, 'models', 'starter'), other, { recursive: true })
  await cp(
    join(projectRoot, 'test', 'golden', 'tiny', 'vision_model.onnx'),
    join(other, 'onnx', 'vision_model.onnx'),
  )
  await expect(engine.call('models.add', { directory: other })).rejects.toMatchObject({
    code: 'MODEL_INCOMPATIBLE',
  })
  await cp(join(projectRoot, 'models', 'starter', 'onnx'), join(other, 'onnx'), { recursive: true })
  await writeFile(
    join(other, 'config.json'),
    JSON.stringify({ model_type: 'siglip', logit_scale: 4.72, logit_bias: -16.77 }),
  )
  const model = await engine.call('models.add', { directory: other })
  expect(model).toMatchObject({ id: 'tiny-siglip', exactScale: true, active: false })
  await engine.call('models.use', { id: model.id })
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 2, embedded: 2 })
  // it was taught captions, not words
  expect((await engine.call('labels.preview', { prompts: ['owl'] })).warnings).toMatchObject([
    { kind: 'bare-noun', offers: ['a photo of an owl', 'a close-up of an owl'] },
  ])
  await engine.call('models.use', { id: 'starter' })
  await engine.idle()
  expect(await engine.call('labels.list')).toMatchObject([{ counts: { automatic: 2 } }])
})

describe.skipIf(!existsSync(corrupt))('the corrupt collection (../shared/photos/corrupt)', () => {
  test('every file is read or reported with a code, nothing crashes, and no file is touched', async () => {
    const { photos, engine } = await emptyLibrary()
    await cp(corrupt, photos, { recursive: true })
    const before = fingerprints(photos)
    await engine.call('roots.add', { path: photos })
    await engine.idle()
    const { photos: found, embedded, unreadable } = await engine.call('library.status')
    expect(found).toBeGreaterThan(200)
    expect(embedded + unreadable).toBe(found)
    const [job] = (await engine.call('jobs.list')).filter(({ kind }) => kind === 'index')
    expect(job).toMatchObject({ state: 'done', failed: unreadable })
    const codes = (await engine.call('jobs.problems', { id: job!.id })).map(({ code }) => code)
    expect(codes.filter((code) => code === 'INTERNAL' || code === 'DECODER_CRASHED')).toEqual([])
    expect(fingerprints(photos)).toEqual(before)
  })
})

test('a folder inside that cannot be read is reported; a photo that can be read again is', async () => {
  const { photos, engine } = await emptyLibrary()
  await drawPhotos(photos, ['a.jpg', 'closed/b.jpg'])
  const raw = Buffer.concat([Buffer.from(`${photos}/caf`), Buffer.from([0xe9]), Buffer.from('.jpg')])
  writeFileSync(raw, 'a name in Latin-1')
  chmodSync(join(photos, 'closed'), 0o000)
  const beRootAgain = asOrdinaryUser(photos, photos)
  try {
    await engine.call('roots.add', { path: photos })
    await engine.idle()
  } finally {
    beRootAgain()
    chmodSync(join(photos, 'closed'), 0o755)
  }
  const [scan] = (await engine.call('jobs.list')).filter(({ kind }) => kind === 'scan')
  const problems = await engine.call('jobs.problems', { id: scan!.id })
  expect(problems.map(({ path, code }) => [path.slice(photos.length + 1), code]).sort()).toEqual([
    ['caf\ufffd.jpg', 'FILE_UNREADABLE'],
    ['closed', 'FOLDER_UNREADABLE'],
  ])
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 2, embedded: 2 })
})
