import { Option, type Command } from 'commander'
import type { SyncDirection } from '../../src-shared/schemas/sidecar.ts'
import type { Actions } from './actions.ts'
import { examples } from './arguments.ts'
import { sidecarSettingsCommand } from './commands/sidecarSettings.ts'
import { syncCommand, type SyncOptions } from './commands/sync.ts'
import { reportCommand, undoCommand } from './commands/syncRuns.ts'

/** What can be done with sidecars: out, in, both ways, and back. */
export function declareSyncCommands(cli: Command, { onLibrary }: Actions): void {
  const declare = (direction: SyncDirection, description: string): void =>
    void cli
      .command(direction)
      .argument('[photos...]', 'default: the whole library')
      .description(description)
      .option('--dry-run', 'say what would be done, and do nothing')
      .addOption(
        new Option('--resolve <side>', 'who is right in conflicts (default: they stay open)').choices([
          'ours',
          'theirs',
        ]),
      )
      .option(
        '--unseeded',
        'make sidecars also where the metadata inside the photo cannot be copied; other programs see it no more then',
      )
      .addHelpText(
        'after',
        examples(
          `lumitag ${direction} --dry-run`,
          `lumitag ${direction}`,
          `lumitag ${direction} ~/Photos/cat.jpg`,
          `lumitag ${direction} --resolve theirs`,
        ),
      )
      .action(
        onLibrary<[string[], SyncOptions]>((engine, output, photos, options) =>
          syncCommand(engine, direction, photos, options, output),
        ),
      )
  declare(
    'export',
    'write accepted and automatic tags to XMP sidecars; stars and colours where "sidecars marks" is on',
  )
  declare('import', 'take in what other programs wrote to sidecars; write nothing')
  declare('sync', 'bring tags and sidecars together, both ways')
  cli
    .command('sidecars')
    .argument('[setting]', 'default: shows all')
    .argument('[value]', '"on" or "off"')
    .description('how sidecars are written')
    .addHelpText('after', examples('lumitag sidecars', 'lumitag sidecars marks on'))
    .action(
      onLibrary<[string | undefined, string | undefined]>((engine, output, name, value) =>
        sidecarSettingsCommand(engine, name, value, output),
      ),
    )
  cli
    .command('undo')
    .argument('[run]', 'as a sync names it; without one: lists the runs')
    .description('give sidecars and tags back what they were before a sync')
    .addHelpText('after', examples('lumitag undo', 'lumitag undo 20261121-102345-17'))
    .action(onLibrary<[string | undefined]>((engine, output, run) => undoCommand(engine, run, output)))
  cli
    .command('report')
    .argument('<run>', 'as a sync names it; "lumitag undo" lists them')
    .description('show what a sync did, photo by photo')
    .addHelpText('after', examples('lumitag report 20261121-102345-17'))
    .action(onLibrary<[string]>((engine, output, run) => reportCommand(engine, run, output)))
}
