import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { projectRoot } from '../support/library.ts'

/*
 * A model hub on this computer that behaves as the real one does: lists a repository's files with their hashes, redirects
 * large ones to another server, hands out parts of files, and fails in the ways that networks fail.
 */

export interface Fault {
  path: string
  /** how many requests for the file it spoils */
  times: number
  kind: 'refuse' | 'cut' | 'stall' | 'garble' | 'slow' | 'no-ranges'
}

export interface Seen {
  server: 'hub' | 'cdn'
  url: string
  range?: string
  ifRange?: string
  authorization?: string
}

export interface Repository {
  files: Record<string, Buffer>
  /** what the listing says instead of the truth */
  listed?: Record<string, { size: number }>
  /** a mirror that knows sizes only */
  hashless?: boolean
  status?: number
}

export interface FakeHub {
  url: string
  repositories: Record<string, Repository>
  faults: Fault[]
  seen: Seen[]
  /** bytes of a file that were sent, all requests together */
  sent(path: string): number
}

const LARGE = 1_000_000
const PIECE = 64 * 1024

/** Starts it on free ports; it ends with the test. */
export async function startHub(repositories: Record<string, Repository>): Promise<FakeHub> {
  const faults: Fault[] = []
  const seen: Seen[] = []
  const sent = new Map<string, number>()

  const note = (server: Seen['server'], { url = '', headers }: IncomingMessage): void => {
    const { range, authorization } = headers
    const ifRange = headers['if-range']
    seen.push({
      server,
      url,
      ...(range ? { range } : {}),
      ...(typeof ifRange === 'string' ? { ifRange } : {}),
      ...(authorization ? { authorization } : {}),
    })
  }

  const cdnUrl = await listen((request, answer) => {
    note('cdn', request)
    const [, owner, name, ...path] = decodeURIComponent(request.url!).split('/')
    void give(`${owner}/${name}`, path.join('/'), request, answer)
  })

  const url = await listen((request, answer) => {
    note('hub', request)
    const listing = /^\/api\/models\/(.+?)\/tree\/main\?recursive=true$/.exec(request.url!)
    const file = /^\/([^/]+\/[^/]+)\/resolve\/main\/(.+)$/.exec(decodeURIComponent(request.url!))
    const repository = repositories[listing?.[1] ?? file?.[1] ?? '']
    const status = repository?.status ?? (repository ? 200 : 401)
    if (status !== 200)
      return void answer.writeHead(status, { 'x-error-message': 'as the test wants it' }).end()
    if (listing) return void answer.end(JSON.stringify(tree(repository!)))
    const [, name, path] = file!
    const content = repository!.files[path!]
    if (!content) return void answer.writeHead(404).end()
    if (content.length < LARGE) return void give(name!, path!, request, answer)
    answer
      .writeHead(302, { location: `${cdnUrl}/${name}/${path}`, 'x-linked-etag': `"${sha256(content)}"` })
      .end()
  })

  async function give(
    repository: string,
    path: string,
    { headers }: IncomingMessage,
    answer: ServerResponse,
  ): Promise<void> {
    const content = repositories[repository]!.files[path]!
    const fault = faults.find((candidate) => candidate.path === path && candidate.times > 0)
    if (fault) fault.times--
    if (fault?.kind === 'refuse') return void answer.writeHead(503).end()
    const etag = `"cdn-${sha256(content).slice(0, 16)}"`
    const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '')
    const partial =
      range && fault?.kind !== 'no-ranges' && [undefined, etag].includes(headers['if-range'] as string)
    const from = partial ? Number(range[1]) : 0
    const to = partial && range[2] ? Number(range[2]) + 1 : content.length
    if (from >= content.length) return void answer.writeHead(416).end()
    answer.writeHead(partial ? 206 : 200, {
      etag,
      'content-length': to - from,
      ...(partial ? { 'content-range': `bytes ${from}-${to - 1}/${content.length}` } : {}),
    })
    const body = Buffer.from(content.subarray(from, to))
    if (fault?.kind === 'garble') body[body.length >> 1]! ^= 1
    const end = fault?.kind === 'cut' || fault?.kind === 'stall' ? body.length >> 1 : body.length
    for (let at = 0; at < end; at += PIECE) {
      const piece = body.subarray(at, Math.min(end, at + PIECE))
      sent.set(path, (sent.get(path) ?? 0) + piece.length)
      if (answer.destroyed) return
      answer.write(piece)
      if (fault?.kind === 'slow') await wait(10)
    }
    if (fault?.kind === 'stall') return
    // what was written should arrive before the connection breaks
    if (fault?.kind === 'cut') setTimeout(() => answer.destroy(), 30)
    else answer.end()
  }

  return { url, repositories, faults, seen, sent: (path) => sent.get(path) ?? 0 }
}

async function listen(handle: (request: IncomingMessage, answer: ServerResponse) => void): Promise<string> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function tree({ files, listed = {}, hashless = false }: Repository): unknown[] {
  return [
    { type: 'directory', oid: '0'.repeat(40), size: 0, path: 'onnx' },
    ...Object.entries(files).map(([path, content]) => {
      const size = listed[path]?.size ?? content.length
      if (hashless) return { type: 'file', size, path }
      const gitHash = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
      return content.length < LARGE
        ? { type: 'file', oid: gitHash, size, path }
        : {
            type: 'file',
            oid: '1'.repeat(40), // of the pointer that stands for it in Git
            size,
            path,
            lfs: { oid: sha256(content), size, pointerSize: 134 },
          }
    }),
  ]
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

export const NAME = 'siglip2-base-patch16-256'
export const EXPORT = `onnx-community/${NAME}-ONNX`
export const CHECKPOINT = `google/${NAME}`
export const VISION = 'onnx/vision_model.onnx'
export const TEXT = 'onnx/text_model_int8.onnx'
export const SCALE = { log: 4.5, bias: -12.25 }

/** The repositories of a model of the catalogue; its towers are the starter's, so that what is installed really works. */
export function starterAsModel(): Record<string, Repository> {
  const starter = (path: string): Buffer => readFileSync(join(projectRoot, 'models', 'starter', path))
  const config = JSON.parse(starter('config.json').toString()) as Record<string, unknown>
  delete config.logit_scale
  delete config.logit_bias
  return {
    [EXPORT]: {
      files: {
        'README.md': Buffer.from('not wanted'),
        'config.json': Buffer.from(JSON.stringify(config)),
        'preprocessor_config.json': starter('preprocessor_config.json'),
        'tokenizer.json': starter('tokenizer.json'),
        'tokenizer_config.json': starter('tokenizer_config.json'),
        [VISION]: starter('onnx/vision_model.onnx'),
        [`${VISION}_data`]: randomBytes(5000),
        'onnx/vision_model_fp16.onnx': Buffer.from('not wanted either'),
        [TEXT]: starter('onnx/text_model.onnx'),
      },
    },
    [CHECKPOINT]: { files: { 'model.safetensors': safetensors() } },
  }
}

/** As big checkpoints are: scale and bias lie behind a lot of weights. */
function safetensors(): Buffer {
  const weights = 2 * LARGE
  const header = Buffer.from(
    JSON.stringify({
      __metadata__: { format: 'pt' },
      'vision_model.weight': { dtype: 'F32', shape: [weights / 4], data_offsets: [0, weights] },
      logit_scale: { dtype: 'F32', shape: [1], data_offsets: [weights, weights + 4] },
      logit_bias: { dtype: 'F32', shape: [1], data_offsets: [weights + 4, weights + 8] },
    }),
  )
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  const scalars = Buffer.alloc(8)
  scalars.writeFloatLE(SCALE.log, 0)
  scalars.writeFloatLE(SCALE.bias, 4)
  return Buffer.concat([length, header, Buffer.alloc(weights), scalars])
}
