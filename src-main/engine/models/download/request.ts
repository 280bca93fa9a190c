import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import program from '../../../../package.json' with { type: 'json' }
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { HubSettings } from './settings.ts'
import { orStall } from './stall.ts'
import { connectionError } from './transient.ts'

const MAX_REDIRECTS = 10

/**
 * One GET, redirects followed. The token is for the hub alone: the servers that it redirects to never see it. Proxies
 * are taken from the environment by Node itself. The answer's body must be read or destroyed.
 */
export async function get(
  url: string,
  headers: OutgoingHttpHeaders,
  settings: HubSettings,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const hub = new URL(settings.endpoint).origin
  for (let target = new URL(url), count = 0; ; count++) {
    const authorization =
      settings.token !== null && target.origin === hub ? { authorization: `Bearer ${settings.token}` } : {}
    const answer = await send(target, { ...headers, ...authorization }, settings, signal)
    const { statusCode = 0, headers: answered } = answer
    if (statusCode < 300 || statusCode > 399 || answered.location === undefined) return answer
    answer.destroy()
    const next = new URL(answered.location, target)
    if (count === MAX_REDIRECTS || !/^https?:$/.test(next.protocol) || isDowngrade(target, next))
      throw new LumitagError(
        'DOWNLOAD_FAILED',
        `${target.host} redirects to ${next.origin}, which is not followed. Check HF_ENDPOINT and your proxy.`,
      )
    target = next
  }
}

const isDowngrade = (from: URL, to: URL): boolean => from.protocol === 'https:' && to.protocol === 'http:'

async function send(
  url: URL,
  headers: OutgoingHttpHeaders,
  { proxy, stallMs }: HubSettings,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  signal.throwIfAborted()
  // with the first download: importing them takes an eighth of every start
  const { Agent, request } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'))
  const sent = request(url, {
    agent: new Agent({ proxyEnv: proxy }),
    signal,
    headers: { 'user-agent': `lumitag/${program.version}`, 'accept-encoding': 'identity', ...headers },
  })
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve)
    sent.once('error', reject)
  })
  sent.end()
  try {
    return await orStall(answer, stallMs, (reason) => sent.destroy(reason))
  } catch (error) {
    signal.throwIfAborted()
    throw connectionError(error, url.host)
  }
}
