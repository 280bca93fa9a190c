import { app, dialog } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { toErrorData } from '../../src-shared/errors.ts'
import program from '../../package.json' with { type: 'json' }
import { openExternal } from './security.ts'
import { say } from './words.ts'

const WEEK_MS = 7 * 24 * 3600 * 1000

export interface Updates {
  /** Help > Check for Updates…: says what will be asked of whom, asks, and says what there is. */
  ask(): Promise<void>
  /** Asks if the user wanted that to be done weekly, and a week has gone by. Says something only where there is news. */
  askIfDue(): Promise<void>
}

interface Choice {
  weekly: boolean
  /** milliseconds since 1970 */
  asked: number
}

/**
 * Looks for a newer version on the project's page at GitHub, and only when the user wants that: nothing is asked before.
 * Undefined where the package does not know its page.
 */
export function createUpdates(
  file: string,
  log: (text: string) => void,
  homepage: string | undefined = (program as { homepage?: string }).homepage,
): Updates | undefined {
  const project = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(\.git)?\/?$/.exec(homepage ?? '')?.[1]
  if (!project) return undefined
  const address = `https://api.github.com/repos/${project}/releases/latest`

  async function newest(): Promise<string> {
    const { weekly } = read(file)
    writeFileSync(file, JSON.stringify({ weekly, asked: Date.now() } satisfies Choice))
    // no cookie, no identity; Node's own fetch, as the session of the window reaches no network
    const answer = await fetch(address, {
      headers: { Accept: 'application/vnd.github+json', 'User-Agent': 'Lumitag' },
      signal: AbortSignal.timeout(15_000),
    })
    if (!answer.ok) throw new Error(`${new URL(address).host} answered with ${answer.status}.`)
    const { tag_name: tag } = (await answer.json()) as { tag_name?: unknown }
    const version = /^v?(\d+\.\d+\.\d+)$/.exec(String(tag))?.[1]
    if (!version) throw new Error('The answer names no version.')
    return version
  }

  async function offer(version: string): Promise<void> {
    const { response } = await dialog.showMessageBox({
      type: 'info',
      message: say('Lumitag {version} is there.', { version }),
      detail: say('This is {version}. The page opens in your browser; nothing is installed by itself.', {
        version: app.getVersion(),
      }),
      buttons: [say('Open the page'), say('Later')],
      cancelId: 1,
    })
    if (response === 0) openExternal(`https://github.com/${project}/releases/tag/v${version}`)
  }

  return {
    async ask() {
      const { response, checkboxChecked } = await dialog.showMessageBox({
        type: 'question',
        message: say('Look for a newer version?'),
        detail: say(
          'Lumitag asks {host} which version is the newest. It learns your address on the internet, and nothing about you or your photos.',
          { host: new URL(address).host },
        ),
        buttons: [say('Look'), say('Cancel')],
        cancelId: 1,
        checkboxLabel: say('Look once a week from now on'),
        checkboxChecked: read(file).weekly,
      })
      writeFileSync(file, JSON.stringify({ ...read(file), weekly: checkboxChecked } satisfies Choice))
      if (response !== 0) return
      try {
        const version = await newest()
        if (isNewer(version, app.getVersion())) return await offer(version)
        await dialog.showMessageBox({
          type: 'info',
          message: say('Lumitag {version} is the newest.', { version: app.getVersion() }),
        })
      } catch (error) {
        dialog.showErrorBox(say('The newest version could not be asked for'), toErrorData(error).message)
      }
    },
    async askIfDue() {
      const { weekly, asked } = read(file)
      // either way: a clock that was wrong may have been set right
      if (!weekly || Math.abs(Date.now() - asked) < WEEK_MS) return
      try {
        const version = await newest()
        if (isNewer(version, app.getVersion())) await offer(version)
      } catch (error) {
        log(`The newest version could not be asked for: ${toErrorData(error).message}`)
      }
    },
  }
}

/** True if the first version is later than the second; both of three numbers. */
export function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number))
  const at = a!.findIndex((number, index) => number !== b![index])
  return at >= 0 && a![at]! > b![at]!
}

function read(file: string): Choice {
  try {
    const { weekly, asked } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Choice>
    return { weekly: weekly === true, asked: Number(asked) || 0 }
  } catch {
    return { weekly: false, asked: 0 }
  }
}
