import type { Command } from 'commander'
import type { Actions } from './actions.ts'
import { examples, folderName } from './arguments.ts'
import { moveLibraryTo, showLibraries, useLibrary } from './commands/libraries.ts'

/** Where the library is: what Lumitag knows, not the photos. */
export function declareLibraryCommands(cli: Command, { withOutput }: Actions): void {
  const library = cli
    .command('library')
    .description('where Lumitag keeps what it knows about your photos')
    .addHelpText('after', examples('lumitag library show', 'lumitag library move /media/big/Lumitag'))
  library
    .command('show')
    .description('say where the library is, and where others are')
    .action(withOutput<[]>(showLibraries))
  library
    .command('use')
    .description('open another library from now on, in the app too; a new one is begun where there is none')
    .argument('<folder>', '', folderName)
    .action(withOutput<[string]>(useLibrary))
  library
    .command('move')
    .description('move the library to an empty folder, also on another drive; photos stay where they are')
    .argument('<folder>', '', folderName)
    .action(withOutput<[string]>(moveLibraryTo))
}
