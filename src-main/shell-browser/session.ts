import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/*
 * Who may talk to the browser shell (ELECTRON.md section 8). A page elsewhere on the web must not: exact Host (against
 * DNS rebinding), our own Origin, and a cookie that only the holder of the one-time launch address gets.
 */

export interface Session {
  /** A new one-time token, for the fragment of the launch address: fragments reach no log and no Referer. */
  issueToken(): string
  /** The cookie for a token that was never used before; undefined otherwise. */
  redeem(token: string): string | undefined
  /** Why a request is refused; undefined if it may pass. */
  refuse(request: IncomingMessage, needs: { cookie: boolean; origin: boolean }): number | undefined
}

export function createSession(port: () => number): Session {
  const tokens = new Set<string>()
  const secret = randomBytes(32).toString('base64url')
  // cookies do not tell ports apart: the name does
  const cookieName = (): string => `lumitag-${port()}`
  const hosts = (): string[] => [`127.0.0.1:${port()}`, `localhost:${port()}`]

  return {
    issueToken() {
      const token = randomBytes(32).toString('base64url')
      tokens.add(digest(token))
      return token
    },
    redeem: (token) =>
      tokens.delete(digest(token))
        ? `${cookieName()}=${secret}; Path=/; HttpOnly; SameSite=Strict`
        : undefined,
    refuse({ headers }, needs) {
      if (!hosts().includes(headers.host ?? '')) return 421
      const { origin } = headers
      if (origin !== undefined && origin !== `http://${headers.host}`) return 403
      if (needs.origin && origin === undefined) return 403
      const site = headers['sec-fetch-site']
      if (site !== undefined && site !== 'same-origin' && site !== 'none') return 403
      if (needs.cookie && !sameText(cookieOf(headers.cookie, cookieName()), secret)) return 401
      return undefined
    },
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

function sameText(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(digest(one)), Buffer.from(digest(other)))
}

function cookieOf(header: string | undefined, name: string): string {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1] ?? ''
}
