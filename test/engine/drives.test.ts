import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, rename, rm, rmdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { linuxVolumes } from '../../src-main/engine/library/drives/linuxVolumes.ts'
import { moveLibrary } from '../../src-main/engine/moveLibrary.ts'
import { fakeVolumes } from '../support/fakeVolumes.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

const all = { kind: 'all' as const }

/** A library with a drive of photos that is plugged in at /media/one of a temporary folder. */
async function withDrive(...names: string[]) {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder, 'media', name)
  await drawPhotos(join(at('one'), 'Photos'), names.length > 0 ? names : ['a.jpg', 'b.jpg'])
  const volumes = fakeVolumes()
  volumes.mount('blue', at('one'))
  const engine = await openTestEngine(join(folder, 'library'), { volumes })
  const root = await engine.call('roots.add', { path: join(at('one'), 'Photos') })
  await engine.idle()
  const { ids } = await engine.call('photos.index', { source: all })
  await engine.call('tags.decide', { photoIds: ids, path: 'kept', decision: 'accept' })
  return { folder, at, volumes, engine, root, ids }
}

async function scan(engine: Engine, id?: number) {
  await engine.call('roots.scan', { id })
  await engine.idle()
  return (await engine.call('jobs.list')).find(({ kind }) => kind === 'scan')!
}

test('an unplugged drive: its photos are dimmed, still found, never missing; its mount point is no empty folder', async () => {
  const { at, volumes, engine, root, ids } = await withDrive()
  expect(root).toMatchObject({ online: true, drive: 'blue' })
  await rename(at('one'), at('aside'))
  volumes.unmount('blue')
  const looks = async () => {
    expect(await engine.call('roots.list')).toMatchObject([{ online: false, state: 'away', photos: 2 }])
    expect(await engine.call('photos.index', { source: all })).toMatchObject({ ids, away: [0, 1] })
    const found = await engine.call('photos.index', { source: { kind: 'text', text: 'a cat' } })
    expect(found.ids).toHaveLength(2)
    expect(await engine.call('photos.get', { id: ids[0]! })).toMatchObject({ offline: true, missing: false })
    expect((await scan(engine)).state).toBe('failed')
  }
  await looks()
  // a mount point that stays, even with something of its own in it
  await mkdir(join(at('one'), 'Photos'), { recursive: true })
  await looks()
  writeFileSync(join(at('one'), 'Photos', 'other.jpg'), 'not of this drive')
  await looks()

  await rm(at('one'), { recursive: true })
  await rename(at('aside'), at('one'))
  volumes.mount('blue', at('one'))
  expect(await engine.call('roots.list')).toMatchObject([{ online: true, state: 'there' }])
  expect((await engine.call('photos.index', { source: all })).away).toBeUndefined()
  expect((await scan(engine)).result).toMatchObject({ found: 2, added: 0, missing: 0 })
  expect((await engine.call('photos.get', { id: ids[0]! })).tags).toMatchObject([{ path: 'kept' }])
})

test('a drive that is plugged in at another path is found again, and another drive at its path is not taken for it', async () => {
  const { at, volumes, engine, ids } = await withDrive()
  await rename(at('one'), at('two'))
  volumes.mount('blue', at('two'))
  await drawPhotos(join(at('one'), 'Photos'), ['z.jpg'], 50)
  volumes.mount('red', at('one'))
  expect(await engine.call('roots.list')).toMatchObject([{ path: join(at('two'), 'Photos'), online: true }])
  expect((await scan(engine)).result).toMatchObject({ found: 2, added: 0, changed: 0, missing: 0 })
  expect((await engine.call('photos.get', { id: ids[0]! })).location).toContain(at('two'))
  // the other drive is a folder of its own
  await engine.call('roots.add', { path: join(at('one'), 'Photos') })
  await engine.idle()
  expect(await engine.call('roots.list')).toMatchObject([{ photos: 1 }, { photos: 2 }])
})

test('the same photos at the same place are those photos, though the drive is another one', async () => {
  const { at, volumes, engine } = await withDrive()
  volumes.unmount('blue')
  volumes.mount('copy of blue', at('one'))
  expect(await engine.call('roots.list')).toMatchObject([{ state: 'there', drive: 'copy of blue' }])
  expect((await scan(engine)).result).toMatchObject({ found: 2, added: 0, missing: 0 })
})

test('a folder is shown its new place by hand; not one that holds none of its photos, unless that is meant', async () => {
  const { folder, at, volumes, engine, root, ids } = await withDrive()
  volumes.unmount('blue')
  await rename(join(at('one'), 'Photos'), join(folder, 'moved'))
  await mkdir(join(folder, 'empty'))
  const relocate = (path: string, anyway = false) =>
    engine.call('roots.relocate', { id: root.id, path, anyway })
  await expect(relocate(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'FOLDER_MISSING' })
  await expect(relocate(join(folder, 'empty'))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  expect(await relocate(join(folder, 'moved'))).toMatchObject({ path: join(folder, 'moved'), online: true })
  await engine.idle()
  expect((await engine.call('photos.index', { source: all })).ids).toEqual(ids)

  // in other folders now: known by their bytes
  await mkdir(join(folder, 'sorted', '2024'), { recursive: true })
  await rename(join(folder, 'moved', 'a.jpg'), join(folder, 'sorted', '2024', 'x.jpg'))
  await rename(join(folder, 'moved', 'b.jpg'), join(folder, 'sorted', 'y.jpg'))
  await relocate(join(folder, 'sorted'), true)
  await engine.idle()
  const found = await engine.call('photos.index', { source: all })
  expect([...found.ids].sort()).toEqual([...ids].sort())
  expect((await engine.call('photos.get', { id: ids[0]! })).tags).toMatchObject([{ path: 'kept' }])
})

test('a root that came up empty keeps its photos until the user says that they are to be forgotten', async () => {
  const { at, engine, root } = await withDrive()
  await rename(join(at('one'), 'Photos', 'a.jpg'), join(at('one'), 'a.jpg'))
  await rename(join(at('one'), 'Photos', 'b.jpg'), join(at('one'), 'b.jpg'))
  expect(await scan(engine)).toMatchObject({ result: { found: 0, missing: 0 }, state: 'done' })
  expect(await engine.call('roots.list')).toMatchObject([{ state: 'empty', photos: 2, online: false }])
  // back again: nothing happened
  await rename(join(at('one'), 'a.jpg'), join(at('one'), 'Photos', 'a.jpg'))
  await scan(engine)
  expect(await engine.call('roots.list')).toMatchObject([{ state: 'there', photos: 1, missing: 1 }])
  await rename(join(at('one'), 'Photos', 'a.jpg'), join(at('one'), 'a.jpg'))
  await scan(engine)
  expect(await engine.call('roots.forgetGone', { id: root.id })).toEqual({ forgotten: 2 })
  expect(await engine.call('roots.list')).toMatchObject([{ state: 'there', photos: 0, missing: 0 }])
})

test('photos that left an emptied folder for another one keep their decisions', async () => {
  const { folder, at, engine, ids } = await withDrive()
  await rename(join(at('one'), 'Photos'), join(folder, 'Pictures'))
  expect(await engine.call('roots.list')).toMatchObject([{ state: 'gone' }])
  await engine.call('roots.add', { path: join(folder, 'Pictures') })
  await engine.idle()
  expect((await engine.call('photos.index', { source: all })).ids.toSorted()).toEqual([...ids].sort())
  expect(await engine.call('photos.get', { id: ids[0]! })).toMatchObject({
    offline: false,
    tags: [{ path: 'kept' }],
    copies: [],
  })
})

test('while its drive is away, the same photo elsewhere is a copy, and nothing of the drive is forgotten', async () => {
  const { folder, at, volumes, engine, root, ids } = await withDrive()
  await drawPhotos(join(folder, 'copies'), ['a.jpg'])
  volumes.unmount('blue')
  await rename(at('one'), join(folder, 'pocket'))
  await engine.call('roots.add', { path: join(folder, 'copies') })
  await engine.idle()
  const { ids: now, away } = await engine.call('photos.index', { source: all })
  expect([now.length, away?.length]).toEqual([3, 2])
  expect(await engine.call('photos.forgetMissing', { photoIds: ids })).toEqual({ forgotten: 0 })
  await expect(engine.call('roots.forgetGone', { id: root.id })).rejects.toMatchObject({
    code: 'FOLDER_MISSING',
  })
})

test('a drive inside a root goes and comes by itself', async () => {
  const { folder, at, volumes, engine } = await withDrive('a.jpg')
  const outer = join(folder, 'media')
  const { id } = await engine.call('roots.add', { path: outer })
  await drawPhotos(outer, ['own.jpg'], 30)
  await scan(engine, id)
  expect(await engine.call('roots.list')).toMatchObject([{ id, photos: 2 }])
  await rename(at('one'), join(folder, 'pocket'))
  await mkdir(at('one'))
  volumes.unmount('blue')
  expect((await scan(engine, id)).result).toMatchObject({ found: 1, missing: 0 })
  const { ids, away } = await engine.call('photos.index', { source: all })
  expect([ids.length, away?.length]).toEqual([2, 1])
  await rmdir(at('one'))
  expect((await scan(engine, id)).result).toMatchObject({ found: 1, missing: 0 })
  await rename(join(folder, 'pocket'), at('one'))
  volumes.mount('blue', at('one'))
  expect((await scan(engine, id)).result).toMatchObject({ found: 2, added: 0, missing: 0 })
})

test('a library is moved, also to another drive, with the photos in it, and never while it is open', async () => {
  const folder = temporaryFolder()
  const [first, second] = [join(folder, 'library'), join(folder, 'below', 'second')]
  // memory is another drive
  const memory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/lumitag-test-') : join(folder, 'third')
  onTestFinished(() => rmSync(memory, { recursive: true, force: true }))
  let engine = await openTestEngine(first, { runJobs: false })
  await engine.call('roots.addSamples')
  await expect(moveLibrary(first, second)).rejects.toMatchObject({ code: 'LIBRARY_IN_USE' })
  await expect(moveLibrary(first, join(first, 'inside'))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  for (const [from, to] of [
    [first, second],
    [second, memory],
  ] as const) {
    await engine.close()
    await moveLibrary(from, to)
    expect([existsSync(from), existsSync(`${to}.part`)]).toEqual([false, false])
    engine = await openTestEngine(to, { runJobs: false })
    expect(await engine.call('roots.list')).toMatchObject([{ path: join(to, 'samples'), online: true }])
  }
})

test('the mount table tells volumes apart: by UUID, through bind mounts and blanks in names, shares too', async () => {
  const folder = temporaryFolder()
  const table = join(folder, 'mountinfo')
  const disks = join(folder, 'disk')
  for (const name of ['by-uuid', 'by-label']) mkdirSync(join(disks, name), { recursive: true })
  const device = join(folder, 'dev-sdb1')
  writeFileSync(device, '')
  await symlink(device, join(disks, 'by-uuid', '1234-ABCD'))
  await symlink(device, join(disks, 'by-label', 'My\\x20Stick'))
  // sources begin with /dev/ in real life; this one is a link to the file above
  const source = `/dev/../${device}`
  const write = (...lines: string[]) => writeFileSync(table, lines.join('\n'))
  write(
    '21 1 0:5 / /proc rw - proc proc rw',
    '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
    `23 22 8:17 / /media/me/My\\040Stick rw - vfat ${source} rw`,
    `24 22 8:17 /Photos /srv/photos rw shared:2 master:3 - vfat ${source} rw`,
    '25 22 0:40 / /mnt/nas rw - nfs4 nas:/export rw',
    '26 22 0:41 / /tmp rw - tmpfs tmpfs rw',
  )
  const volumes = linuxVolumes(table, disks)
  const stick = { volume: 'uuid:1234-ABCD', name: 'My Stick' }
  expect(await volumes.placeOf('/media/me/My Stick/Photos/2024')).toEqual({ ...stick, path: '/Photos/2024' })
  expect(await volumes.placeOf('/srv/photos/2024')).toEqual({ ...stick, path: '/Photos/2024' })
  expect(await volumes.placeOf('/home/me')).toMatchObject({ volume: 'device:/dev/sda1', path: '/home/me' })
  expect(await volumes.placeOf('/tmp/x')).toBeNull()
  expect(await volumes.placeOf('/mnt/nas/p')).toMatchObject({ volume: 'share:nas:/export', path: '/p' })
  expect([await volumes.isNetwork('/mnt/nas/p'), await volumes.isNetwork('/home/me')]).toEqual([true, false])
  expect(await volumes.find({ volume: stick.volume, path: '/Photos/2024' })).toEqual([
    '/media/me/My Stick/Photos/2024',
    '/srv/photos/2024',
  ])
  expect((await volumes.below('/media/me')).map((mount) => mount.folder)).toEqual(['/media/me/My Stick'])
  expect(await volumes.isMounted('uuid:none')).toBe(false)
})
