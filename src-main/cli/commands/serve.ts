import { join } from 'node:path'
import { programFolder } from '../../engine/places.ts'
import { openInBrowser } from '../../shell-browser/openInBrowser.ts'
import { startBrowserShell } from '../../shell-browser/server.ts'
import type { Output } from '../output.ts'
import { openEngine, type GlobalOptions } from '../session.ts'

export interface ServeOptions {
  port?: number
  open?: boolean
}

/** The app in a browser tab, until Ctrl+C. */
export async function serve(
  options: GlobalOptions,
  { port, open }: ServeOptions,
  output: Output,
): Promise<number> {
  const engine = await openEngine(options, output, true)
  const shell = await startBrowserShell({
    engine,
    renderer: join(programFolder(), 'out', 'renderer'),
    port: port ?? 0,
    log: (message) => options.verbose && output.note(message),
  }).catch(async (error: unknown) => {
    await engine.close()
    throw error
  })
  output.event({ event: 'ready', url: shell.launchUrl() })
  output.say(
    `Lumitag runs on this computer only. Open it once with this address:\n\n  ${shell.launchUrl()}\n\nCtrl+C stops it.`,
  )
  if (open) openInBrowser(shell.launchUrl())
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await shell.close()
  await engine.close()
  return 0
}
