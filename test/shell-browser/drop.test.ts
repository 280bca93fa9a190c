import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MOST_DROPPED_BYTES } from '../../src-shared/limits.ts'
import { ask, signIn, startShell } from '../support/browserShell.ts'
import { samples } from '../support/library.ts'

const dog = readFileSync(join(samples, 'At home', 'Dog.jpg'))
const copiesIn = (folder: string): string[] => {
  const dropped = join(folder, 'library', 'dropped')
  return existsSync(dropped) ? readdirSync(dropped) : []
}

test('a photo is posted, shown, tried with words and forgotten', async () => {
  const { engine, folder, origin, token } = await startShell()
  const cookie = await signIn(origin, token)
  const posted = await ask(origin, '/drop', { Cookie: cookie, Origin: origin }, dog)
  expect(posted).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } })
  const { id } = JSON.parse(posted.body) as { id: number }

  const picture = `/media/dropped/${id}`
  expect(await ask(origin, picture, { Cookie: cookie })).toMatchObject({
    status: 200,
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'no-store' },
  })
  expect((await ask(origin, picture)).status).toBe(401)
  const asked = { photo: { kind: 'dropped' as const, id }, labels: ['a dog', 'a receipt'] }
  const { readings } = await engine.call('photos.classify', asked)
  const [aDog, receipt] = readings[0]!.labels
  expect(aDog!.share).toBeGreaterThan(receipt!.share)

  await engine.call('photos.forget', { id })
  expect(copiesIn(folder)).toEqual([])
  expect((await ask(origin, picture, { Cookie: cookie })).status).toBe(404)
})

test('a page from elsewhere cannot post: no cookie, no origin or another one, another method', async () => {
  const { folder, origin, token } = await startShell()
  const { port } = new URL(origin)
  const Cookie = await signIn(origin, token)
  for (const [headers, status] of [
    [{ Origin: origin }, 401],
    [{ Origin: origin, Cookie: Cookie.replace(/.$/, '!') }, 401],
    [{ Cookie }, 403],
    [{ Cookie, Origin: 'http://evil.example' }, 403],
    [{ Cookie, Origin: 'null' }, 403],
    [{ Cookie, Origin: origin, 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ Cookie, Origin: origin, Host: `evil.example:${port}` }, 421],
  ] as [Record<string, string>, number][])
    expect([headers, (await ask(origin, '/drop', headers, dog)).status]).toEqual([headers, status])
  expect((await ask(origin, '/drop', { Cookie, Origin: origin })).status).toBe(405)
  expect(copiesIn(folder)).toEqual([])
})

/** A PNG that says it is 60,000 pixels wide and high, and holds nothing. */
function bomb(): Buffer {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const size = Buffer.from('0000ea600000ea60' + '0100000000', 'hex')
  return Buffer.concat([header, size, Buffer.alloc(4), Buffer.from('0000000049454e44ae426082', 'hex')])
}

test('what is no picture is refused with its code, and nothing of it stays', async () => {
  const { folder, origin, token } = await startShell()
  const headers = { Cookie: await signIn(origin, token), Origin: origin }
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
  for (const [body, codes] of [
    ['', ['EMPTY_FILE']],
    ['#!/bin/sh', ['NOT_AN_IMAGE']],
    [svg, ['UNSUPPORTED_FORMAT']],
    [bomb(), ['IMAGE_TOO_LARGE', 'DAMAGED_IMAGE']],
    [dog.subarray(0, 300), ['DAMAGED_IMAGE']],
  ] as const) {
    const answer = await ask(origin, '/drop', headers, body)
    expect(answer.status).toBe(415)
    expect(codes).toContain((JSON.parse(answer.body) as { code: string }).code)
  }
  expect(copiesIn(folder)).toEqual([])
})

test('too many bytes are refused, announced or not, and so is half a photo', async () => {
  const { folder, origin, token } = await startShell()
  const headers = { Cookie: await signIn(origin, token), Origin: origin }
  const { port } = new URL(origin)
  const announced = await new Promise<number>((resolve, reject) => {
    const request = httpRequest({
      host: '127.0.0.1',
      port,
      path: '/drop',
      method: 'POST',
      headers: { ...headers, 'Content-Length': MOST_DROPPED_BYTES + 1 },
    })
    request.on('error', reject).on('response', (response) => {
      resolve(response.statusCode!)
      request.destroy()
    })
    request.flushHeaders()
  })
  expect(announced).toBe(413)

  /** Sends `bytes` in pieces without announcing how many there are; then ends in order, or hangs up. */
  const send = (bytes: number, end: 'end' | 'destroy'): Promise<number | undefined> =>
    new Promise((resolve) => {
      const request = httpRequest({ host: '127.0.0.1', port, path: '/drop', method: 'POST', headers })
      request.on('error', () => resolve(undefined))
      request.on('response', (response) => resolve(response.statusCode))
      const piece = Buffer.alloc(1_000_000)
      let sent = 0
      const next = (): void => {
        if (sent >= bytes) request[end]()
        else if (!request.destroyed) request.write(piece, next)
        sent += piece.length
      }
      next()
    })
  // whoever goes on sending may find the line cut before the answer is read
  expect([413, undefined]).toContain(await send(MOST_DROPPED_BYTES + 2_000_000, 'end'))
  await send(3_000_000, 'destroy')
  await expect.poll(() => copiesIn(folder)).toEqual([])
  expect((await ask(origin, '/drop', headers, dog)).status).toBe(201)
})
