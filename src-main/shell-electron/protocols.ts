import { protocol, type Protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { contentSecurityPolicy, windowFileTypes } from '../../src-shared/windowFiles.ts'
import { receivePhoto, type DropTarget } from '../engine/classify/receivePhoto.ts'
import { answerSystemThumbnail } from './systemThumbnail.ts'
import { answerMedia, type ResolveMedia } from '../engine/media/answer.ts'

const NOTHING_TO_SHOW = 204

/** Declares app:// (the window's files) and photo:// (pictures by id). To be called before the app is ready. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true }
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { ...privileges, codeCache: true } },
    { scheme: 'photo', privileges: { ...privileges, stream: true } },
  ])
}

/**
 * Answers app:// from the renderer's folder and photo:// from the files that the engine names. A photo that is posted to
 * app://ui/drop is handed to the engine.
 */
export function serveProtocols(
  target: Protocol,
  rendererFolder: string,
  resolveMedia: ResolveMedia,
  dropTarget: DropTarget,
  photoFile: (id: number) => Promise<string>,
): void {
  target.handle('app', (request) =>
    request.method === 'POST' && request.url === 'app://ui/drop'
      ? answerDrop(request, dropTarget)
      : answerApp(request, rendererFolder),
  )
  target.handle('photo', async (request) => {
    const answer = await answerMedia(request, resolveMedia)
    if (answer.status !== NOTHING_TO_SHOW) return answer
    return (await answerSystemThumbnail(request.url, photoFile)) ?? answer
  })
}

async function answerDrop(request: Request, target: DropTarget): Promise<Response> {
  const declared = request.headers.get('Content-Length')
  const { status, answer } = await receivePhoto(request.body, declared ? Number(declared) : null, target)
  return Response.json(answer, { status, headers: { 'Cache-Control': 'no-store' } })
}

async function answerApp(request: Request, folder: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 })
  const file = fileOf(request.url, folder)
  const type = file && windowFileTypes[extname(file)]
  const body = type && (await readFile(file).catch(() => undefined))
  if (!body) return new Response(null, { status: 404 })
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': contentSecurityPolicy('photo:'),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** The file of an address app://ui/…; undefined for other hosts and for whatever would leave the folder. */
function fileOf(address: string, folder: string): string | undefined {
  const url = URL.parse(address)
  if (url?.protocol !== 'app:' || url.host !== 'ui') return undefined
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return undefined
  }
  if (/[\\\0]/.test(path)) return undefined
  const file = join(folder, path === '/' || path === '' ? 'index.html' : path)
  return file.startsWith(folder + sep) ? file : undefined
}
