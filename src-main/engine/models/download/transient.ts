import { LumitagError, type ErrorCode } from '../../../../src-shared/errors.ts'

/** A failure that may be over when it is tried again. */
export class TransientError extends LumitagError {
  /** how long the server asks to wait; 0 = it did not say */
  readonly waitMs: number

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { waitMs?: number } = {}) {
    super(code, message, options)
    this.waitMs = options.waitMs ?? 0
  }
}

/** There is no way to the server at all. */
const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
])

/** What a broken connection means: OFFLINE if there was none, else DOWNLOAD_FAILED; an abort stays what it is. */
export function connectionError(error: unknown, host: string): unknown {
  if (error instanceof LumitagError || (error as Error).name === 'AbortError') return error
  const { code = '', message } = error as NodeJS.ErrnoException
  if (UNREACHABLE.has(code))
    return new TransientError(
      'OFFLINE',
      `${host} cannot be reached (${code}). Check the connection, or name a proxy in HTTPS_PROXY or a mirror in HF_ENDPOINT; then run it again.`,
      { cause: error },
    )
  if (/CERT|SIGNATURE|SELF_SIGNED|^ERR_TLS|^ERR_SSL/.test(code))
    return new LumitagError(
      'DOWNLOAD_FAILED',
      `${host} did not prove who it is (${message}). If a proxy of your network reads along, set NODE_USE_SYSTEM_CA=1 to trust the certificates that your system trusts.`,
      { cause: error },
    )
  return new TransientError(
    'DOWNLOAD_FAILED',
    `The connection to ${host} broke (${code || message}). Run it again: it goes on where it stopped.`,
    { cause: error },
  )
}
