import { createHash } from 'node:crypto'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { expect, test, vi } from 'vitest'
import { answerSystemThumbnail } from '../../src-main/shell-electron/systemThumbnail.ts'
import { openTestEngine, temporaryFolder } from '../support/library.ts'
import { pngWith } from '../support/pngFiles.ts'

const TAKEN = 1_700_000_000
const createThumbnailFromPath = vi.hoisted(() => vi.fn())
vi.mock('electron', () => ({ nativeImage: { createThumbnailFromPath } }))

const green = { create: { width: 64, height: 48, channels: 3, background: '#00ff00' } } as const

test.skipIf(process.platform !== 'linux')(
  'what cannot be decoded is shown as the file manager shows it, as long as that is of this file',
  async () => {
    const folder = temporaryFolder()
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'))
    const photo = join(folder, 'photos', 'ä drawing.jpg')
    await mkdir(join(folder, 'photos'))
    await writeFile(photo, '<svg xmlns="http://www.w3.org/2000/svg"/>')
    await utimes(photo, TAKEN, TAKEN)
    const engine = await openTestEngine(join(folder, 'library'))
    await engine.call('roots.add', { path: join(folder, 'photos') })
    await engine.idle()
    const { id } = await engine.call('photos.locate', { path: photo })
    const ask = (): Promise<Response> => engine.media(new Request(`http://host/media/thumb/${id}?v=0`))
    expect((await ask()).status).toBe(204)

    const large = join(folder, 'cache', 'thumbnails', 'large')
    await mkdir(large, { recursive: true })
    const name = createHash('md5').update(pathToFileURL(photo).href).digest('hex')
    const text = Buffer.from(`Thumb::MTime\0${TAKEN}`, 'latin1')
    await writeFile(join(large, `${name}.png`), await pngWith('tEXt', text, sharp(green)))
    const shown = await ask()
    expect([shown.status, shown.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    const { dominant } = await sharp(Buffer.from(await shown.arrayBuffer())).stats()
    expect(dominant.g).toBeGreaterThan(dominant.r)

    await utimes(photo, TAKEN + 5, TAKEN + 5)
    expect((await ask()).status).toBe(204)
  },
)

test('Windows and macOS are asked for theirs, by id', async () => {
  vi.spyOn(process, 'platform', 'get').mockReturnValue('win32')
  const png = await sharp(green).png().toBuffer()
  createThumbnailFromPath.mockResolvedValue({ isEmpty: () => false, toPNG: () => png })
  const answer = await answerSystemThumbnail('photo://thumb/7?v=0', async (id) => `C:\\photos\\${id}.heic`)
  expect(Buffer.from(await answer!.arrayBuffer()).equals(png)).toBe(true)
  expect(createThumbnailFromPath).toHaveBeenCalledWith('C:\\photos\\7.heic', { width: 512, height: 512 })
  createThumbnailFromPath.mockRejectedValue(new Error('no decoder'))
  expect(await answerSystemThumbnail('photo://thumb/7?v=0', async () => 'x')).toBeUndefined()
  expect(await answerSystemThumbnail('photo://full/7?v=0', async () => 'x')).toBeUndefined()
})
