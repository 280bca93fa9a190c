// npm run test:electron: the user's journeys in a real Electron, where there is one; LUMITAG_APP names a packaged app.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { electronBinary } from './electron.mjs'
import { run } from './run.mjs'
import { main, say, SetupError } from './say.mjs'
import { root, setUp } from './setup.mjs'

await main(async () => {
  const node = await setUp()
  const named = process.env.LUMITAG_APP
  if (named && !existsSync(named)) throw new SetupError(`LUMITAG_APP names ${named}, which is not there.`)
  const program = named ?? electronBinary(root)
  const obstacle = !program
    ? 'Electron’s binary is not here (npx install-electron fetches it)'
    : process.platform === 'linux' && process.getuid?.() === 0
      ? 'Electron’s sandbox does not run as root'
      : process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
        ? 'there is no display (xvfb-run brings one)'
        : undefined
  if (obstacle) {
    say(`The journeys in real Electron were left out: ${obstacle}.`)
    return named ? 1 : 0
  }
  const env = { ...process.env, LUMITAG_APP: program, LUMITAG_APP_ARGS: named ? '' : root }
  const test = join(root, 'src-main', 'setup', 'test.mjs')
  return (await run(node, [test, 'test/journeys', '--mode=journeys'], { cwd: root, env })).code
})
