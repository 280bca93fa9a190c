import { build, Platform } from 'electron-builder'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import configuration from '../../electron.config.ts'

/*
 * npm run package: the packages for this system, into release/. `--dir` makes the folder alone, without installers;
 * `--unfused` makes a folder in which tests can steer Electron, into release/unfused: never to be given away.
 */

const { values } = parseArgs({ options: { dir: { type: 'boolean' }, unfused: { type: 'boolean' } } })
const { dir = false, unfused = false } = values
const { directories, electronFuses } = configuration

const files = await build({
  targets: Platform.current().createTarget(dir || unfused ? 'dir' : null),
  config: unfused
    ? {
        ...configuration,
        directories: { ...directories, output: join('release', 'unfused') },
        electronFuses: { ...electronFuses!, enableNodeCliInspectArguments: true },
      }
    : configuration,
  publish: 'never',
})
for (const file of files) console.log(file)
