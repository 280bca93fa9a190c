import { Option, type Command } from 'commander'
import type { SyncDirection } from '../../src-shared/schemas/sidecar.ts'
import type { Actions } from './actions.ts'
import { examples } from './arguments.ts'
import { syncCommand, undoCommand, type SyncOptions } from './commands/sync.ts'

/** What can be done with sidecars: out, in, both ways, and back. */
export function declareSyncCommands(cli: Command, { onLibrary }: Actions): void {
  const declare = (direction: SyncDirection, description: string): void =>
    void cli
      .command(direction)
      .description(description)
      .option('--dry-run', 'say what would be done, and do nothing')
      .addOption(
        new Option('--resolve <side>', 'who is right in conflicts (default: they stay open)').choices([
          'ours',
          'theirs',
        ]),
      )
      .addHelpText(
        'after',
        examples(
          `lumitag ${direction} --dry-run`,
          `lumitag ${direction}`,
          `lumitag ${direction} --resolve theirs`,
        ),
      )
      .action(
        onLibrary<[SyncOptions]>((engine, output, options) =>
          syncCommand(engine, direction, options, output),
        ),
      )
  declare('export', 'write accepted and automatic tags to XMP sidecars')
  declare('import', 'take in what other programs wrote to sidecars; write nothing')
  declare('sync', 'bring tags and sidecars together, both ways')
  cli
    .command('undo')
    .argument('[run]', 'as a sync names it; without one: lists the runs')
    .description('give sidecars and tags back what they were before a sync')
    .addHelpText('after', examples('lumitag undo', 'lumitag undo 20261121-102345-17'))
    .action(onLibrary<[string | undefined]>((engine, output, run) => undoCommand(engine, run, output)))
}
