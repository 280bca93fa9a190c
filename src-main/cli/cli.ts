#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import program from '../../package.json' with { type: 'json' }
import { toErrorData } from '../../src-shared/errors.ts'
import { createActions } from './actions.ts'
import { declareAlbumCommands } from './albumCommands.ts'
import { demo } from './commands/demo.ts'
import { doctor, type DoctorOptions } from './commands/doctor.ts'
import { add, scan } from './commands/library.ts'
import { paceCommand } from './commands/pace.ts'
import type { ServeOptions } from './commands/serve.ts'
import { tag, type TagOptions } from './commands/tag.ts'
import { collect, examples, folderName, port } from './arguments.ts'
import { declareClassifyCommands } from './classifyCommands.ts'
import { exitCodes } from './exitCodes.ts'
import { declareFolderCommands } from './folderCommands.ts'
import { declareLabelCommands } from './labelCommands.ts'
import { declareLibraryCommands } from './libraryCommands.ts'
import { declareModelCommands } from './modelCommands.ts'
import { createOutput } from './output.ts'
import { declarePhotoCommands } from './photoCommands.ts'
import type { GlobalOptions } from './session.ts'
import { declareSearchCommands } from './searchCommands.ts'
import { declareSyncCommands } from './syncCommands.ts'
import { declareTagCommands } from './tagCommands.ts'

/* The command line: says what can be asked and hands it to the commands, one function each. */

const cli = new Command('lumitag')
  .description('Tags your photos in your own words, on your own computer.')
  .version(program.version)
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  .option(
    '--library <dir>',
    "the library's folder (default: $LUMITAG_LIBRARY, the one chosen with 'library use', or the platform's data folder)",
    folderName,
  )
  .option('--json', 'print JSON lines; the last one of a run is {"event":"summary",…}')
  .option('--verbose', 'also print what the engine logs')
  .addHelpText(
    'after',
    `
Examples:
  lumitag tag ~/Photos --label "a dog" --label "Food > Pizza = a pizza; a slice of pizza" --sidecars
  lumitag search "children on a beach"
  lumitag album create "Summer dogs" --label "a dog" --from 2024-06-01 --to 2024-08-31
  lumitag serve --open

Exit codes: 0 done · 1 something unexpected · 2 wrong arguments, or something named that is not there ·
  3 ended, and conflicts wait for a choice · 4 ended, but some photos or sidecars could not be done (they are listed) · 130 interrupted`,
  )

const actions = createActions(cli)
const { onLibrary, withOutput } = actions

cli
  .command('add')
  .argument('<folder>')
  .description('add a folder to the library, scan and index it')
  .addHelpText('after', examples('lumitag add ~/Photos'))
  .action(onLibrary<[string]>((engine, output, folder) => add(engine, folder, output)))

cli
  .command('scan')
  .argument('[folders...]', 'default: all folders of the library')
  .description('bring the library up to date with its folders')
  .addHelpText('after', examples('lumitag scan', 'lumitag scan ~/Photos/2024 --json'))
  .action(onLibrary<[string[]]>((engine, output, folders) => scan(engine, folders, output)))

cli
  .command('tag')
  .argument('<folder>')
  .description(
    'the main job: scan, index and tag a folder, make a smart album per label, and write sidecars if asked to',
  )
  .option(
    '--label <label>',
    'a label to use: "a dog", or "Animals > Dog = a dog; a puppy"; may be repeated',
    collect,
  )
  .option('--sidecars', 'write XMP sidecars for accepted and automatic tags')
  .addHelpText(
    'after',
    examples(
      'lumitag tag ~/Photos --label "a dog" --label "Food > Pizza = a pizza; a slice of pizza" --sidecars',
    ),
  )
  .action(
    onLibrary<[string, TagOptions]>((engine, output, folder, options) =>
      tag(engine, folder, options, output),
    ),
  )

declareSearchCommands(cli, actions)
declareAlbumCommands(cli, actions)
declareLabelCommands(cli, actions)
declarePhotoCommands(cli, actions)
declareTagCommands(cli, actions)
declareSyncCommands(cli, actions)
declareClassifyCommands(cli, actions)
declareModelCommands(cli, actions)
declareFolderCommands(cli, actions)
declareLibraryCommands(cli, actions)

cli
  .command('pace')
  .argument('[mode]', 'full, quiet, or battery (quiet on battery, full elsewhere)')
  .description('say how hard indexing may work the computer')
  .addHelpText('after', examples('lumitag pace', 'lumitag pace quiet'))
  .action(onLibrary<[string | undefined]>((engine, output, mode) => paceCommand(engine, mode, output)))

cli
  .command('serve')
  .description('open the app in the browser, on this computer only')
  .addHelpText('after', examples('lumitag serve --open --library ~/lumitag-test'))
  .option('--port <n>', 'default: any free one', port)
  .option('--open', 'open the browser')
  .action(
    withOutput<[ServeOptions]>(async (options, output, own) => {
      // the only command that has need of a server
      const { serve } = await import('./commands/serve.ts')
      return serve(options, own, output)
    }),
  )

cli
  .command('doctor')
  .description('check the program, the library and the models')
  .option('--repair', 'mend what can be mended; no decision and no photo is touched')
  .addHelpText('after', examples('lumitag doctor', 'lumitag doctor --repair --json'))
  .action(onLibrary<[DoctorOptions]>((engine, output, options) => doctor(engine, output, options)))

cli
  .command('demo')
  .description('do the main job on sample pictures, in a library of its own')
  .addHelpText('after', examples('lumitag demo'))
  .action(withOutput<[]>((options, output) => demo(options, output)))

// a reader that has seen enough (head) is no error, of the help neither
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
try {
  await cli.parseAsync()
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.badInput
  else {
    const data = toErrorData(error)
    createOutput(cli.opts<GlobalOptions>().json ?? false).fail(data)
    if (cli.opts<GlobalOptions>().verbose) console.error(error)
    process.exitCode = data.code === 'INTERNAL' ? exitCodes.broken : exitCodes.badInput
  }
}
