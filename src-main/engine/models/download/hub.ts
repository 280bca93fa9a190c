import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { LumitagError } from '../../../../src-shared/errors.ts'
import { get } from './request.ts'
import { retry } from './retry.ts'
import type { HubSettings } from './settings.ts'
import { orStall } from './stall.ts'
import { connectionError, TransientError } from './transient.ts'

/** A file of a repository, with what the hub says about its bytes. */
export interface RemoteFile {
  path: string
  bytes: number
  /** large files are named by their SHA-256 (Git LFS), small ones by Git's own hash; a mirror may say neither */
  sha256: string | null
  gitHash: string | null
}

export interface Hub {
  readonly settings: HubSettings
  /** All files of a repository, as they are now. OFFLINE at once if there is no connection. */
  list(repository: string, signal: AbortSignal): Promise<RemoteFile[]>
  /** A file's bytes from `from` to `to` (or to the end): 206 with just these, 200 with all of it, 416 if it is shorter. */
  open(
    repository: string,
    path: string,
    signal: AbortSignal,
    range?: { from: number; to?: number; ifEtag?: string | null },
  ): Promise<IncomingMessage>
}

const SHA256 = /^[0-9a-f]{64}$/
const SHA1 = /^[0-9a-f]{40}$/

const tree = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.number().default(0),
    oid: z.string().optional(),
    lfs: z.object({ oid: z.string(), size: z.number() }).nullish(),
  }),
)

/** The hub of Hugging Face, or a mirror of it: lists repositories and hands out their files. */
export function createHub(settings: HubSettings): Hub {
  const { endpoint, retryMs, stallMs } = settings

  async function open(
    url: string,
    repository: string,
    signal: AbortSignal,
    headers: Record<string, string> = {},
  ): Promise<IncomingMessage> {
    if (settings.offline)
      throw new LumitagError('OFFLINE', 'HF_HUB_OFFLINE is set, so nothing is downloaded. Unset it to go on.')
    const answer = await get(url, headers, settings, signal)
    if ([200, 206, 416].includes(answer.statusCode ?? 0)) return answer
    answer.destroy()
    throw refusal(answer, url, repository)
  }

  return {
    settings,
    list: (repository, signal) =>
      retry(
        async () => {
          const url = `${endpoint}/api/models/${repository}/tree/main?recursive=true`
          const answer = await open(url, repository, signal)
          const body = await orStall(text(answer), stallMs, (reason) => answer.destroy(reason)).catch(
            (error: unknown) => {
              throw connectionError(error, new URL(endpoint).host)
            },
          )
          return readTree(body, url)
        },
        // whoever has no connection should hear of it now, not after minutes
        { signal, retryMs, worthIt: ({ code }) => code !== 'OFFLINE' },
      ),
    open(repository, path, signal, range) {
      const url = `${endpoint}/${repository}/resolve/main/${path.split('/').map(encodeURIComponent).join('/')}`
      return open(url, repository, signal, {
        ...(range ? { range: `bytes=${range.from}-${range.to ?? ''}` } : {}),
        ...(range?.ifEtag ? { 'if-range': range.ifEtag } : {}),
      })
    },
  }
}

function readTree(body: string, url: string): RemoteFile[] {
  let listed
  try {
    listed = tree.parse(JSON.parse(body))
  } catch (error) {
    throw new LumitagError(
      'DOWNLOAD_FAILED',
      `${url} did not answer with a list of files. Check HF_ENDPOINT and your proxy.`,
      { cause: error },
    )
  }
  return listed
    .filter(({ type }) => type === 'file')
    .map(({ path, size, oid, lfs }) => ({
      path,
      bytes: lfs?.size ?? size,
      sha256: lfs && SHA256.test(lfs.oid) ? lfs.oid : null,
      gitHash: !lfs && oid && SHA1.test(oid) ? oid : null,
    }))
}

/** What the hub's refusal means for the user. It answers 401 for repositories that do not exist, too. */
function refusal(
  { statusCode = 0, headers }: IncomingMessage,
  url: string,
  repository: string,
): LumitagError {
  const said = headers['x-error-message'] ? ` (${String(headers['x-error-message'])})` : ''
  if (statusCode === 401)
    return new LumitagError(
      'NOT_ALLOWED',
      `The hub does not show ${repository} to you${said}: it asks for a sign-in, or there is no such repository. Put a token that may read it in HF_TOKEN, and run it again.`,
    )
  if (statusCode === 403)
    return new LumitagError(
      'NOT_ALLOWED',
      `The hub does not let you download ${repository}${said}. Accept its terms on its page with your account, put a token in HF_TOKEN, and run it again.`,
    )
  if (statusCode === 404)
    return new LumitagError(
      'NOT_FOUND',
      `${url} is not there${said}. The repository may have been renamed or removed; look for a newer Lumitag.`,
    )
  const failed = `The server answered ${statusCode} for ${url}${said}. Run it again later: it goes on where it stopped.`
  if (statusCode === 408 || statusCode === 429 || statusCode >= 500)
    return new TransientError('DOWNLOAD_FAILED', failed, {
      waitMs: (Number(headers['retry-after']) || 0) * 1000,
    })
  return new LumitagError('DOWNLOAD_FAILED', failed)
}
