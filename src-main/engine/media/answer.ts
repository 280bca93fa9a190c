import { open, type FileHandle } from 'node:fs/promises'
import { LumitagError, toErrorData, type ErrorCode } from '../../../src-shared/errors.ts'

/** A picture on disk, its media type, and a text that changes with its content (an entity tag without the quotes). */
export interface MediaFile {
  path: string
  type: string
  etag: string
  /** it will be gone soon, and nobody is to keep a copy */
  passing?: boolean
}
export type MediaKind = 'thumb' | 'full' | 'dropped'
export type ResolveMedia = (kind: MediaKind, id: number) => Promise<MediaFile>

const STATUS: Partial<Record<ErrorCode, number>> = {
  NOT_FOUND: 404,
  FILE_MISSING: 404,
  FOLDER_MISSING: 404,
  FILE_TOO_BIG: 413,
  EMPTY_FILE: 415,
  NOT_AN_IMAGE: 415,
  UNSUPPORTED_FORMAT: 415,
  DAMAGED_IMAGE: 415,
  IMAGE_TOO_LARGE: 415,
}

/** Whatever a file from a user's folder is, it is never a page that runs. */
const inert = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
}

/** The HTTP status for an error. */
export const statusOf = (code: ErrorCode): number => STATUS[code] ?? 500

/**
 * Answers GET and HEAD for …/thumb/<id>, …/full/<id> and …/dropped/<id>, whatever the scheme: photo://thumb/1,
 * http://host/media/thumb/1. The address carries a version (…?v=…), so that a picture may be kept for ever; version 0
 * means that the photo was not read yet, and what is shown of it is asked for again.
 */
export async function answerMedia(request: Request, resolve: ResolveMedia): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, 'Pictures can only be read.', { Allow: 'GET, HEAD' })
  const asked = parseAddress(request.url)
  if (!asked) return refuse(404, 'There is no picture at this address.')
  try {
    return await answerFile(request, await resolve(asked.kind, asked.id))
  } catch (error) {
    // no photo that is not read yet, or cannot be, is an error in the window's eyes: there is nothing to show
    if (isUnread(request.url))
      return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
    const { code, message } = toErrorData(error)
    return refuse(statusOf(code), message)
  }
}

function parseAddress(address: string): { kind: MediaKind; id: number } | undefined {
  const { host, pathname } = new URL(address)
  const match = /\/(thumb|full|dropped)\/([1-9]\d*)$/.exec(`/${host}${pathname}`)
  const id = Number(match?.[2])
  return Number.isSafeInteger(id) ? { kind: match![1] as MediaKind, id } : undefined
}

const isUnread = (address: string): boolean => new URL(address).searchParams.get('v') === '0'

async function answerFile(request: Request, file: MediaFile): Promise<Response> {
  const etag = `"${file.etag}"`
  const headers = {
    ETag: etag,
    'Cache-Control':
      file.passing || isUnread(request.url) ? 'no-store' : 'private, max-age=31536000, immutable',
    ...inert,
  }
  if (knows(request, etag)) return new Response(null, { status: 304, headers })

  const handle = await open(file.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new LumitagError('FILE_MISSING', 'The file is not there any more.')
    throw new LumitagError('FILE_UNREADABLE', 'The file cannot be read. Check its permissions.', {
      cause: error,
    })
  })
  const { size } = await handle.stat()
  const described = { ...headers, 'Content-Type': file.type, 'Content-Length': String(size) }
  if (request.method === 'HEAD' || size === 0) {
    await handle.close()
    return new Response(null, { headers: described })
  }
  return new Response(fileBody(handle, size, request.signal), { headers: described })
}

const CHUNK_BYTES = 64 * 1024

/**
 * A file's first `size` bytes, read as they are asked for: exactly what was announced, even if the file grows meanwhile.
 * The file is closed at the end, and when the asker goes away in the middle.
 */
function fileBody(handle: FileHandle, size: number, signal: AbortSignal): ReadableStream<Uint8Array> {
  let position = 0
  return new ReadableStream({
    async pull(controller) {
      if (signal.aborted) {
        await handle.close()
        throw signal.reason
      }
      const { buffer, bytesRead } = await handle.read({
        buffer: Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - position)),
        position,
      })
      position += bytesRead
      if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead))
      if (bytesRead > 0 && position < size) return
      await handle.close()
      if (position < size) controller.error(new Error('The file became shorter while it was read.'))
      else controller.close()
    },
    cancel: () => handle.close(),
  })
}

/** True if the asker has this version already (If-None-Match, a list, compared weakly). */
function knows(request: Request, etag: string): boolean {
  const known = request.headers.get('If-None-Match')
  return known !== null && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

function refuse(status: number, words: string, headers: Record<string, string> = {}): Response {
  return new Response(words, {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      ...inert,
      ...headers,
    },
  })
}
