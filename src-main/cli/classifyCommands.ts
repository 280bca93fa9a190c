import type { Command } from 'commander'
import type { Actions } from './actions.ts'
import { collect, examples } from './arguments.ts'
import { classify, compare, type ClassifyOptions, type CompareOptions } from './commands/classify.ts'

/** What can be asked about single photos, in the library or not. */
export function declareClassifyCommands(cli: Command, { onLibrary }: Actions): void {
  withLabels(cli.command('classify').argument('<photos...>'))
    .description('say how well labels fit photos, which need not be in the library')
    .option('--model <id>', 'the model that is asked (default: the one in use)')
    .addHelpText(
      'after',
      examples(
        'lumitag classify cat.jpg --labels "a cat, a dog, a plate of food"',
        'lumitag classify *.jpg --labels "a receipt, \\"a letter, written by hand\\"" --json',
      ),
    )
    .action(
      onLibrary<[string[], ClassifyOptions]>((engine, output, photos, options) =>
        classify(engine, photos, options, output),
      ),
    )
  withLabels(cli.command('compare').argument('<photo>'))
    .description('ask several models about one photo and the same labels, side by side')
    .option(
      '--model <id>',
      'a model to ask; may be repeated (default: the one in use and the others that are installed)',
      collect,
    )
    .addHelpText(
      'after',
      examples(
        'lumitag compare cat.jpg --labels "a cat, a dog" --model starter --model siglip2-base-patch16-256',
      ),
    )
    .action(
      onLibrary<[string, CompareOptions]>((engine, output, photo, options) =>
        compare(engine, photo, options, output),
      ),
    )
}

const withLabels = (command: Command): Command =>
  command
    .requiredOption('--labels <list>', 'separated by commas; quotes around one that has a comma')
    .option('--as-written', 'ask with the words alone, not with "a photo of …"')
    .option('--keep-order', 'list the labels as they were written, not best first')
