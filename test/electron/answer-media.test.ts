import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { answerMedia, type ResolveMedia } from '../../src-main/engine/media/answer.ts'
import { LumitagError, type ErrorCode } from '../../src-shared/errors.ts'

const picture = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
let folder: string
let resolve: ResolveMedia

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumitag-media-'))
  writeFileSync(join(folder, 'a.jpg'), picture)
  resolve = async () => ({ path: join(folder, 'a.jpg'), type: 'image/jpeg', etag: 'abc' })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ask = (address: string, init?: RequestInit, answer = resolve): Promise<Response> =>
  answerMedia(new Request(address, init), answer)

describe('pictures by id', () => {
  test('a picture comes whole, to be kept for ever and never guessed at', async () => {
    const response = await ask('photo://thumb/1?v=3')
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'image/jpeg',
      'content-length': '300000',
      etag: '"abc"',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(Buffer.from(await response.arrayBuffer()).equals(picture)).toBe(true)
  })

  test.each([
    ['photo://thumb/12', 'thumb', 12],
    ['photo://full/3?v=1', 'full', 3],
    ['http://127.0.0.1:8080/media/thumb/5', 'thumb', 5],
  ])('%s names a kind and an id', async (address, kind, id) => {
    const asked = vi.fn(resolve)
    await ask(address, {}, asked)
    expect(asked.mock.calls).toEqual([[kind, id]])
  })

  test.each([
    'photo://thumb/0',
    'photo://thumb/-1',
    'photo://thumb/1.5',
    'photo://thumb/1e3',
    'photo://thumb/01',
    'photo://thumb/99999999999999999',
    'photo://thumb/1/',
    'photo://thumb/%31',
    'photo://thumb//etc/passwd',
    'photo://thumb/../../etc/passwd',
    'photo://other/1',
    'photo://thumb',
    'http://127.0.0.1/media/thumbnail/1',
  ])('%s is nothing, and nothing is looked up', async (address) => {
    const asked = vi.fn(resolve)
    expect((await ask(address, {}, asked)).status).toBe(404)
    expect(asked).not.toHaveBeenCalled()
  })

  test('HEAD describes without a body; other methods are refused', async () => {
    const head = await ask('photo://thumb/1', { method: 'HEAD' })
    expect([head.status, head.headers.get('Content-Length'), await head.text()]).toEqual([200, '300000', ''])
    expect((await ask('photo://thumb/1', { method: 'DELETE' })).status).toBe(405)
  })

  test.each([['"abc"'], ['"old", "abc"'], ['W/"abc"']])(
    'who has it already (%s) is told so',
    async (known) => {
      const response = await ask('photo://thumb/1', { headers: { 'If-None-Match': known } })
      expect([response.status, await response.text()]).toEqual([304, ''])
      expect((await ask('photo://thumb/1', { headers: { 'If-None-Match': '"old"' } })).status).toBe(200)
    },
  )

  test.each<[ErrorCode, number]>([
    ['NOT_FOUND', 404],
    ['FILE_MISSING', 404],
    ['UNSUPPORTED_FORMAT', 415],
    ['DAMAGED_IMAGE', 415],
    ['ENGINE_DIED', 500],
  ])('%s is answered with %d, in words, and not kept', async (code, status) => {
    const response = await ask('photo://full/1', {}, () => Promise.reject(new LumitagError(code, 'Why.')))
    expect([response.status, response.headers.get('Cache-Control'), await response.text()]).toEqual([
      status,
      'no-store',
      'Why.',
    ])
  })

  test('a file that went away meanwhile is missing', async () => {
    const gone: ResolveMedia = async () => ({
      path: join(folder, 'gone.jpg'),
      type: 'image/jpeg',
      etag: 'abc',
    })
    expect((await ask('photo://thumb/1', {}, gone)).status).toBe(404)
  })

  test('reading stops when nobody waits any more', async () => {
    const abort = new AbortController()
    const response = await ask('photo://thumb/1', { signal: abort.signal })
    const reader = response.body!.getReader()
    expect((await reader.read()).done).toBe(false)
    abort.abort()
    const rest = async (): Promise<void> => {
      while (!(await reader.read()).done);
    }
    await expect(rest()).rejects.toMatchObject({ name: 'AbortError' })
  })
})
