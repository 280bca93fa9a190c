import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { moveToTrash, trashPhotos } from '../../src-main/engine/library/trash.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

const hasTrash = process.platform === 'linux' && spawnSync('gio', ['version']).status === 0
const all = { kind: 'all' as const }

describe.skipIf(!hasTrash)('the trash', () => {
  let home: string
  beforeEach(() => {
    home = temporaryFolder()
    vi.stubEnv('XDG_DATA_HOME', home)
    return () => vi.unstubAllEnvs()
  })

  test('takes a photo with its sidecar; put back, the photo has its decisions', async () => {
    const folder = temporaryFolder()
    const photos = join(folder, 'photos')
    await drawPhotos(photos, ['a.jpg', 'b.jpg'])
    writeFileSync(join(photos, 'a.jpg.xmp'), 'sidecar')
    const engine = await openTestEngine(join(folder, 'library'))
    await engine.call('roots.add', { path: photos })
    await engine.idle()
    const { id } = await engine.call('photos.locate', { path: join(photos, 'a.jpg') })
    await engine.call('tags.decide', { photoIds: [id], path: 'kept', decision: 'accept' })

    const { trashed, problems } = await trashPhotos([id, 999], engine.photoFile, moveToTrash)
    expect([trashed, problems]).toMatchObject([[id], [{ photoId: 999 }]])
    expect(readdirSync(photos)).toEqual(['b.jpg'])
    expect(readdirSync(join(home, 'Trash', 'files')).sort()).toEqual(['a.jpg', 'a.jpg.xmp'])
    await engine.call('photos.trashed', { photoIds: [id] })
    // gone from sight, and nothing that somebody has to look for
    expect((await engine.call('photos.index', { source: all })).ids).toHaveLength(1)
    expect(await engine.call('library.status')).toMatchObject({ photos: 1, missing: 0 })
    await engine.call('roots.scan', {})
    await engine.idle()
    expect(await engine.call('library.status')).toMatchObject({ photos: 1, missing: 0 })

    await rename(join(home, 'Trash', 'files', 'a.jpg'), join(photos, 'a.jpg'))
    await engine.call('roots.scan', {})
    await engine.idle()
    expect(await engine.call('photos.get', { id })).toMatchObject({
      missing: false,
      tags: [{ path: 'kept' }],
    })
  })

  test('a photo that is there is not taken for trashed, whoever says so', async () => {
    const folder = temporaryFolder()
    await drawPhotos(join(folder, 'photos'), ['a.jpg'])
    const engine = await openTestEngine(join(folder, 'library'))
    await engine.call('roots.add', { path: join(folder, 'photos') })
    await engine.idle()
    const { ids } = await engine.call('photos.index', { source: all })
    await engine.call('photos.trashed', { photoIds: ids })
    expect((await engine.call('photos.index', { source: all })).ids).toEqual(ids)
  })
})

test('where there is no trash nothing is deleted, and that is said', async () => {
  const folder = temporaryFolder()
  await drawPhotos(folder, ['a.jpg'])
  vi.stubEnv('PATH', folder)
  await expect(trashPhotos([1], () => join(folder, 'a.jpg'), moveToTrash)).rejects.toMatchObject({
    code: 'HOST_CANNOT',
    message: expect.stringContaining('gio') as string,
  })
  vi.unstubAllEnvs()
  expect(existsSync(join(folder, 'a.jpg'))).toBe(true)
})
