import type { Command } from 'commander'
import type { Actions } from './actions.ts'
import { examples, folderName } from './arguments.ts'
import { forgetGone, listRoots, relocateRoot, removeRoot } from './commands/folder.ts'
import { trash } from './commands/trash.ts'

/** What can be asked about the library's folders and files, besides scanning them. */
export function declareFolderCommands(cli: Command, { onLibrary }: Actions): void {
  const folder = cli
    .command('folder')
    .description('the folders of the library: where they are, and whether their drives are there')
    .addHelpText('after', examples('lumitag folder list', 'lumitag folder relocate /media/old /media/new'))
  folder
    .command('list')
    .description('show all folders with their photos and their state')
    .action(onLibrary<[]>((engine, output) => listRoots(engine, output)))
  folder
    .command('relocate')
    .description('say where a folder is now; what is known of its photos goes along')
    .argument('<folder>', 'as "folder list" shows it', folderName)
    .argument('<place>', 'where it is now', folderName)
    .option('--anyway', 'also if none of its photos is found there')
    .action(
      onLibrary<[string, string, { anyway?: boolean }]>((engine, output, from, place, options) =>
        relocateRoot(engine, from, place, options, output),
      ),
    )
  folder
    .command('forget')
    .description('forget the photos that are gone from a folder, with their tags')
    .argument('<folder>', '', folderName)
    .action(onLibrary<[string]>((engine, output, path) => forgetGone(engine, path, output)))
  folder
    .command('remove')
    .description('remove a folder from the library; no file is touched')
    .argument('<folder>', '', folderName)
    .action(onLibrary<[string]>((engine, output, path) => removeRoot(engine, path, output)))

  cli
    .command('trash')
    .description("move photos to the system's trash, with the sidecars that are named after them")
    .argument('<photos...>')
    .addHelpText('after', examples('lumitag trash ~/Photos/blurred.jpg'))
    .action(onLibrary<[string[]]>((engine, output, photos) => trash(engine, photos, output)))
}
