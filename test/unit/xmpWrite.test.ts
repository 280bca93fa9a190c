import { execFileSync, fork, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newSidecar } from '../../src-main/engine/xmp/create.ts'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import { retryWhileLocked } from '../../src-main/engine/xmp/retry.ts'
import type { EmbeddedData } from '../../src-main/engine/xmp/seed.ts'
import { openSidecarBatch } from '../../src-main/engine/xmp/sidecar.ts'
import { hasExifTool, readWithExifTool } from '../fixtures/xmp/readers.ts'
import { darktable, lightroom, list, sidecar } from '../fixtures/xmp/sidecars.ts'
import { tempFolder } from '../fixtures/xmp/tempFolder.ts'

const script = (name: string) => fileURLToPath(new URL(`../fixtures/xmp/${name}`, import.meta.url))
const nothing = async (): Promise<EmbeddedData> => ({})
const isWindows = process.platform === 'win32'

/** A photo in a folder of its own; what is in it matters only where it is read. */
function photoIn(folder: string, name = 'p.jpg'): string {
  const photo = join(folder, name)
  fs.writeFileSync(photo, 'pixels')
  return photo
}

function exportTo(photo: string, add: string[][], remove: string[][] = [], embedded = nothing) {
  const batch = openSidecarBatch()
  const request = { photo, add, remove, embedded }
  return {
    plan: () => batch.plan(request),
    run: async () => {
      const plan = await batch.plan(request)
      const written = plan.action === 'none' ? null : await batch.write(plan)
      await batch.close()
      return { plan, written }
    },
  }
}

const failing = (code: string): unknown => expect.objectContaining({ code })
const state = (file: string) => {
  const { mtimeNs, ino } = fs.statSync(file, { bigint: true })
  return { mtimeNs, ino, sha256: sha256Of(fs.readFileSync(file)) }
}
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('exporting', () => {
  it('case 1: makes a sidecar beside the photo, and says what is on disk', async () => {
    const folder = tempFolder()
    const photo = photoIn(folder)
    const { plan, written } = await exportTo(photo, [['cat'], ['Places', 'garden']]).run()
    const file = join(folder, 'p.jpg.xmp')
    const bytes = fs.readFileSync(file)
    expect(plan).toMatchObject({
      path: file,
      action: 'create',
      added: ['cat', 'Places > garden'],
      removed: [],
    })
    expect(bytes).toEqual(newSidecar([['cat'], ['Places', 'garden']]).bytes)
    expect(written).toEqual({
      path: file,
      sha256: sha256Of(bytes),
      size: bytes.length,
      mtimeMs: fs.statSync(file).mtimeMs,
    })
    expect(fs.readdirSync(folder).sort()).toEqual(['p.jpg', 'p.jpg.xmp'])
  })

  it('case 9: no tags and no sidecar make no file, and nothing embedded is read', async () => {
    const folder = tempFolder()
    const embedded = () => Promise.reject(new Error('read for nothing'))
    const { plan } = await exportTo(photoIn(folder), [], [['gone']], embedded).run()
    expect(plan).toMatchObject({ action: 'none', added: [], removed: [] })
    expect(fs.readdirSync(folder)).toEqual(['p.jpg'])
  })

  it('cases 21 and 22: photos are never touched, and a second export writes nothing', async () => {
    const folder = tempFolder()
    const photos = ['a.jpg', 'b.jpg', 'c.CR2'].map((name) => photoIn(folder, name))
    fs.writeFileSync(join(folder, 'b.jpg.xmp'), darktable)
    fs.writeFileSync(join(folder, 'c.xmp'), lightroom)
    const before = photos.map(state)
    const run = () => Promise.all(photos.map((photo) => exportTo(photo, [['A', 'B'], ['c,d']]).run()))
    const first = await run()
    const files = first.map(({ plan }) => plan.path)
    const written = files.map(state)
    expect(first.map(({ plan }) => plan.action)).toEqual(['create', 'change', 'change'])
    expect(first.every(({ plan }) => plan.notices.some(({ code }) => code === 'COMMA'))).toBe(true)
    expect((await run()).map(({ plan }) => plan.action)).toEqual(['none', 'none', 'none'])
    expect({ files: files.map(state), photos: photos.map(state) }).toEqual({ files: written, photos: before })
  })

  it('plans without writing, and does exactly what was planned', async () => {
    const photo = photoIn(tempFolder())
    fs.writeFileSync(`${photo}.xmp`, lightroom)
    const before = state(`${photo}.xmp`)
    const change = exportTo(photo, [['new']], [['Animals', 'Cat']])
    const plan = await change.plan()
    expect(plan).toMatchObject({ action: 'change', added: ['new'], removed: ['Animals > Cat'] })
    expect(state(`${photo}.xmp`)).toEqual(before)
    await change.run()
    expect(fs.readFileSync(`${photo}.xmp`)).toEqual(Buffer.from(plan.after!))
  })

  it('cases 33 and 35: asks the sidecar in doubt, and the folders above', async () => {
    const root = tempFolder()
    for (const name of ['1', '2', '3']) {
      photoIn(root, `${name}.CR2`)
      fs.writeFileSync(join(root, `${name}.xmp`), lightroom)
    }
    fs.mkdirSync(join(root, 'sub'))
    const raw = photoIn(join(root, 'sub'), '4.CR2')
    expect(
      basename(
        (await openSidecarBatch().plan({ photo: raw, root, add: [['a']], remove: [], embedded: nothing }))
          .path,
      ),
    ).toBe('4.xmp')
    expect(basename((await exportTo(raw, [['a']]).plan()).path)).toBe('4.CR2.xmp')

    const shared = join(root, '1.xmp')
    const jpeg = photoIn(root, '1.jpg')
    expect(await exportTo(jpeg, [['a']]).plan()).toMatchObject({
      path: join(root, '1.jpg.xmp'),
      notices: [{ code: 'SHARED_SIDECAR' }],
    })
    const claim = 'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:SidecarForExtension="jpg"'
    fs.writeFileSync(shared, sidecar('', claim))
    expect((await exportTo(jpeg, [['a']]).plan()).path).toBe(shared)
  })
})

describe('seeding a new sidecar from the photo', () => {
  const embeddedText = sidecar(
    '   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Garden</rdf:li></rdf:Alt></dc:title>\n' +
      list('dc:subject', 'Bag', ['embedded']),
    'xmp:Rating="2"',
  )

  it('case 20: the sidecar of a tagged and rated JPEG starts as a copy of what it carries', async () => {
    const photo = join(tempFolder(), 'p.jpg')
    const image = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    await image.withXmp(embeddedText).jpeg().toFile(photo)
    const { xmp } = await sharp(photo).metadata()
    const embedded = async () => ({ xmp: xmp!, iptcKeywords: ['embedded', 'from IPTC'] })
    const { plan } = await exportTo(photo, [['Places', 'garden']], [], embedded).run()
    const { lists, tags } = readSidecar(fs.readFileSync(plan.path))
    expect(tags).toEqual([['embedded'], ['from IPTC'], ['Places', 'garden']])
    expect(lists).toEqual({
      'dc:subject': ['embedded', 'from IPTC', 'garden'],
      'lr:hierarchicalSubject': ['embedded', 'from IPTC', 'Places|garden'],
      'digiKam:TagsList': ['embedded', 'from IPTC', 'Places/garden'],
    })
    expect(fs.readFileSync(plan.path, 'utf8')).toMatch(
      /^<\?xpacket begin="\ufeff"[^]*xmp:Rating="2"[^]*Garden/,
    )
    if (hasExifTool) expect(readWithExifTool([plan.path])).toMatchObject([{ rating: 2, title: 'Garden' }])
  })

  it('takes keywords alone, and a packet without x:xmpmeta, in a form that exiv2 reads', async () => {
    const photo = photoIn(tempFolder())
    const words = await exportTo(photo, [['new']], [], async () => ({ iptcKeywords: ['old'] })).plan()
    expect(readSidecar(words.after!).tags).toEqual([['old'], ['new']])
    const bare = Buffer.from(embeddedText.split('\n').slice(1, -2).join('\n') + ' '.repeat(2000) + '\0')
    const plan = await exportTo(photo, [['new']], [], async () => ({ xmp: bare })).plan()
    const { tags, notices } = readSidecar(plan.after!)
    expect({ tags, notices, isPadded: plan.after!.length > 3000 }).toEqual({
      tags: [['embedded'], ['new']],
      ...{ notices: [], isPadded: false },
    })
  })

  it.each([
    ['more than 1 MiB', async () => ({ xmp: Buffer.alloc(1024 * 1024 + 1, ' ') })],
    ['a damaged packet', async () => ({ xmp: Buffer.from('<x:xmpmeta') })],
    [
      'one in several parts',
      async () => ({
        xmp: Buffer.from(sidecar('', 'xmlns:n="http://ns.adobe.com/xmp/note/" n:HasExtendedXMP="0"')),
      }),
    ],
    ['a photo that cannot be read', () => Promise.reject(new Error('unplugged'))],
  ])('makes no sidecar from %s', async (_, embedded) => {
    const folder = tempFolder()
    await expect(exportTo(photoIn(folder), [['a']], [], embedded).run()).rejects.toThrow(
      failing('SEED_FAILED'),
    )
    expect(fs.readdirSync(folder)).toEqual(['p.jpg'])
  })
})

describe('writing safely', () => {
  it('case 38: leaves alone what it cannot read, each with its reason', async () => {
    const folder = tempFolder()
    const broken: [string, string | Buffer][] = [
      ['EMPTY', ''],
      ['XML', lightroom.slice(0, 900)],
      ['NOT_XMP', '<!DOCTYPE html><html><body><br></html>'],
      ['NOT_XMP', '<html><body>404<br></body></html>'],
      ['NOT_XMP', '{"tags": []}'],
      ['NOT_XMP', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
      ['DTD', `<!DOCTYPE x [<!ENTITY e "1">]>${lightroom}`],
      ['ENCODING', Buffer.from(lightroom.replace('Cat', 'Käse'), 'latin1')],
      ['TOO_BIG', lightroom + ' '.repeat(8 * 1024 * 1024)],
    ]
    for (const [number, [code, content]] of broken.entries()) {
      const photo = photoIn(folder, `${number}.jpg`)
      fs.writeFileSync(`${photo}.xmp`, content)
      const before = state(`${photo}.xmp`)
      await expect(exportTo(photo, [['a']]).run()).rejects.toThrow(failing(code))
      expect(state(`${photo}.xmp`)).toEqual(before)
    }
  })

  it.skipIf(isWindows)(
    'case 42: keeps a symbolic link and edits its target, with its permissions',
    async () => {
      const [folder, elsewhere] = [tempFolder(), tempFolder()]
      const photo = photoIn(folder)
      const target = join(elsewhere, 'kept.xmp')
      fs.writeFileSync(target, darktable, { mode: 0o600 })
      fs.chmodSync(target, 0o640)
      fs.symlinkSync(target, `${photo}.xmp`)
      await exportTo(photo, [['a']]).run()
      expect(fs.lstatSync(`${photo}.xmp`).isSymbolicLink()).toBe(true)
      expect(readSidecar(fs.readFileSync(target)).tags).toContainEqual(['a'])
      expect(fs.statSync(target).mode & 0o777).toBe(0o640)
      expect(fs.readdirSync(elsewhere)).toEqual(['kept.xmp'])
    },
  )

  it('case 42: refuses a sidecar with two hard links, unless nothing is to be written', async () => {
    const folder = tempFolder()
    const photo = photoIn(folder)
    fs.writeFileSync(join(folder, 'other'), lightroom)
    fs.linkSync(join(folder, 'other'), `${photo}.xmp`)
    await expect(exportTo(photo, [['a']]).plan()).rejects.toThrow(failing('HARDLINK'))
    expect(await exportTo(photo, [['Animals', 'Cat']]).plan()).toMatchObject({ action: 'none' })
  })

  it('case 37: refuses a write-protected sidecar, and goes on with the next photo', async () => {
    const folder = tempFolder()
    const [photo, next] = [photoIn(folder), photoIn(folder, 'next.jpg')]
    fs.writeFileSync(`${photo}.xmp`, lightroom)
    fs.chmodSync(`${photo}.xmp`, 0o444)
    const batch = openSidecarBatch()
    const plan = (photo: string) => batch.plan({ photo, add: [['a']], remove: [], embedded: nothing })
    await expect(plan(photo)).rejects.toThrow(failing('READ_ONLY'))
    expect(fs.readFileSync(`${photo}.xmp`, 'utf8')).toBe(lightroom)
    expect(await batch.write(await plan(next))).toMatchObject({ path: `${next}.xmp` })
  })

  it.skipIf(isWindows)('case 37: says IO where the folder may not be written', () => {
    const folder = tempFolder()
    const photo = photoIn(folder)
    fs.writeFileSync(`${photo}.xmp`, lightroom, { mode: 0o666 })
    fs.chmodSync(`${photo}.xmp`, 0o666)
    fs.chmodSync(folder, 0o555)
    // the superuser may write everywhere, so a nobody has to try
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const { stdout } = spawnSync(process.execPath, [script('exportOne.ts'), photo], {
      encoding: 'utf8',
      ...user,
    })
    fs.chmodSync(folder, 0o755)
    expect(stdout.trim()).toBe('IO')
    expect(fs.readFileSync(`${photo}.xmp`, 'utf8')).toBe(lightroom)
    expect(fs.readdirSync(folder).sort()).toEqual(['p.jpg', 'p.jpg.xmp'])
  })

  it('case 37: says NO_SPACE on a full disk, and keeps the old bytes', async ({ skip }) => {
    const smallDisk = mountSmallDisk()
    if (!smallDisk) return skip('no small disk can be mounted here')
    const photo = photoIn(smallDisk)
    fs.writeFileSync(`${photo}.xmp`, lightroom)
    const fill = fs.openSync(join(smallDisk, 'fill'), 'w')
    expect(() => {
      for (;;) fs.writeSync(fill, Buffer.alloc(4096))
    }).toThrow(failing('ENOSPC'))
    fs.closeSync(fill)
    await expect(exportTo(photo, [['a']]).run()).rejects.toThrow(failing('NO_SPACE'))
    expect(fs.readFileSync(`${photo}.xmp`, 'utf8')).toBe(lightroom)
    expect(fs.readdirSync(smallDisk).sort()).toEqual(['fill', 'p.jpg', 'p.jpg.xmp'])
  })

  it('case 37: waits for a file that Windows has locked, then says LOCKED', async () => {
    let tries = 0
    const locked = (times: number) => async () => {
      if (++tries <= times) throw Object.assign(new Error('in use'), { code: 'EPERM' })
    }
    const windows = { isWindows: true, delays: [1, 1, 1, 1, 1] }
    await retryWhileLocked(locked(5), windows)
    expect(tries).toBe(6)
    tries = 0
    await expect(retryWhileLocked(locked(6), windows)).rejects.toThrow(failing('LOCKED'))
    await expect(retryWhileLocked(locked(99), { isWindows: false })).rejects.toThrow(failing('EPERM'))
  })

  it('says NAME_TOO_LONG, and uses all the length that a name may have', async () => {
    const folder = tempFolder()
    const longest = photoIn(folder, `${'ä'.repeat(123)}x.jpg`)
    expect(await exportTo(longest, [['a']]).run()).toMatchObject({ plan: { action: 'create' } })
    const tooLong = photoIn(folder, `${'ä'.repeat(125)}.jpg`)
    await expect(exportTo(tooLong, [['a']]).run()).rejects.toThrow(failing('NAME_TOO_LONG'))
  })

  it('plans again where the sidecar has changed, so that nobody’s change is lost', async () => {
    const folder = tempFolder()
    const photo = photoIn(folder)
    const batch = openSidecarBatch()
    const request = (tag: string) => ({ photo, add: [[tag]], remove: [], embedded: nothing })
    const create = await batch.plan(request('ours'))
    fs.writeFileSync(`${photo}.xmp`, newSidecar([['theirs']]).bytes)
    await batch.write(create)
    const change = await batch.plan(request('later'))
    fs.writeFileSync(
      `${photo}.xmp`,
      editSidecar(fs.readFileSync(`${photo}.xmp`), { add: [['too']], remove: [] }).bytes,
    )
    await batch.write(change)
    const read = () => readSidecar(fs.readFileSync(`${photo}.xmp`)).tags.flat()
    expect(read()).toEqual(['theirs', 'ours', 'too', 'later'])
    const last = await batch.plan(request('after deletion'))
    fs.unlinkSync(`${photo}.xmp`)
    await batch.write(last)
    expect(read()).toEqual(['after deletion'])
  })

  it('gives up with CHANGED_MEANWHILE on a sidecar that changes all the time', async () => {
    const photo = photoIn(tempFolder())
    fs.writeFileSync(`${photo}.xmp`, lightroom)
    let isOver = false
    const keepChanging = () => {
      if (isOver) return
      fs.appendFileSync(`${photo}.xmp`, ' ')
      setImmediate(keepChanging)
    }
    keepChanging()
    await expect(exportTo(photo, [['a']]).run()).rejects.toThrow(failing('CHANGED_MEANWHILE'))
    isOver = true
    expect(fs.readFileSync(`${photo}.xmp`, 'utf8').trimEnd()).toBe(lightroom.trimEnd())
  })

  it.skipIf(isWindows)('case 36: after kill -9 every sidecar is the old or the new one', async () => {
    const folder = tempFolder()
    const photos = Array.from({ length: 30 }, (_, number) => photoIn(folder, `${number}.jpg`))
    for (const photo of photos) fs.writeFileSync(`${photo}.xmp`, lightroom)
    const tag = { add: [['Killed', 'in the middle']], remove: [] }
    const states = [lightroom, Buffer.from(editSidecar(Buffer.from(lightroom), tag).bytes).toString()]
    for (let round = 0; round < 5; round++) {
      const writer = fork(script('keepWriting.ts'), photos)
      for (let writes = 0; writes < 5 + round * 7; writes++) await once(writer, 'message')
      writer.kill('SIGKILL')
      await once(writer, 'exit')
      const contents = photos.map((photo) => fs.readFileSync(`${photo}.xmp`, 'utf8'))
      expect(contents.filter((content) => !states.includes(content))).toEqual([])
    }

    const leftover = join(folder, '.0.jpg.xmp.4711.lumitag-0123456789ab.tmp')
    const foreign = join(folder, '.0.jpg.xmp.4711.tmp')
    for (const file of [leftover, foreign]) fs.writeFileSync(file, lightroom.slice(0, 100))
    await exportTo(photos[0]!, [['young']]).run()
    expect(fs.existsSync(leftover)).toBe(true)
    for (const name of fs.readdirSync(folder).filter((name) => name.endsWith('.tmp')))
      fs.utimesSync(join(folder, name), 0, Date.now() / 1000 - 3601)
    await exportTo(photos[0]!, [['old']]).run()
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([basename(foreign)])
  })
})

/** A disk of 64 KiB for the length of a test, where the system lets us have one. */
function mountSmallDisk(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null
  const folder = tempFolder()
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])
  if (status !== 0) return null
  onTestFinished(() => void execFileSync('umount', [folder]))
  return folder
}
