import { Option, type Command } from 'commander'
import type { Actions } from './actions.ts'
import { collect, examples, score } from './arguments.ts'
import { changeLabel, type LabelChangeOptions } from './commands/changeLabel.ts'
import { evaluate, type EvalOptions } from './commands/eval.ts'
import {
  addLabel,
  exportLabels,
  importLabels,
  listLabels,
  removeLabel,
  showLabel,
  type LabelOptions,
} from './commands/label.ts'

/** What can be asked about labels. */
export function declareLabelCommands(cli: Command, { onLibrary, withOutput }: Actions): void {
  const label = cli
    .command('label')
    .description('labels: what photos are tagged with, in your own words')
    .addHelpText(
      'after',
      examples(
        'lumitag label add "Animals > Dog" --prompt "a dog" --prompt "ein Hund"',
        'lumitag label list',
      ),
    )
  withFormula(label.command('add'))
    .description('add a label, and tag the photos that it fits')
    .addHelpText(
      'after',
      examples(
        'lumitag label add "Animals > Dog" --prompt "a dog" --prompt "ein Hund" --contrast "a toy dog" --minus people:0.3',
        'lumitag label add "Grandma\'s garden" --like garden1.jpg --like garden2.jpg --mode suggest',
      ),
    )
    .argument('<name>', 'a tag path: "a dog", "Animals > Dog"')
    .option('--like <photo>', 'instead of words: a photo that shows it; may be repeated', collect)
    .option('--no-learn', 'do not learn from what is accepted and rejected')
    .action(
      onLibrary<[string, LabelOptions]>((engine, output, name, options) =>
        addLabel(engine, name, options, output),
      ),
    )
  withFormula(label.command('change'))
    .description('change a label; what is not named stays, and what is named replaces what was there')
    .addHelpText(
      'after',
      examples(
        'lumitag label change Dog --rename "Animals > Dog" --add-prompt "ein Hund"',
        'lumitag label change Dog --root ~/Photos --from 2024-01-01',
        'lumitag label change Dog --proposed --anywhere --exclusive ""',
      ),
    )
    .argument('<name>')
    .option('--rename <name>', 'its new name, in the tags that have it, too')
    .option('--proposed', 'back to the bars that are proposed')
    .option('--anywhere', 'about all photos again')
    .option('--add-prompt <text>', 'one more prompt; may be repeated', collect)
    .option('--learn', 'learn from what is accepted and rejected')
    .option('--no-learn', 'do not learn from it')
    .action(
      onLibrary<[string, LabelChangeOptions]>((engine, output, name, options) =>
        changeLabel(engine, name, options, output),
      ),
    )
  label
    .command('list')
    .description('show all labels with their counts')
    .action(onLibrary<[]>((engine, output) => listLabels(engine, output)))
  label
    .command('show')
    .description('show all of a label: its formula, its bars, and what it learnt')
    .addHelpText('after', examples('lumitag label show "Animals > Dog"'))
    .argument('<name>')
    .action(onLibrary<[string]>((engine, output, name) => showLabel(engine, name, output)))
  label
    .command('export')
    .description('write labels to a file for other libraries (default: all)')
    .addHelpText(
      'after',
      examples('lumitag label export --to my-labels.json', 'lumitag label export Dog Cat'),
    )
    .argument('[names...]')
    .option('--to <file>', '"-" is standard output', '-')
    .action(
      onLibrary<[string[], { to: string }]>((engine, output, names, { to }) =>
        exportLabels(engine, names, to, output),
      ),
    )
  label
    .command('import')
    .description('add the labels of a file; those whose name is taken are left out')
    .addHelpText('after', examples('lumitag label import my-labels.json'))
    .argument('<file>')
    .action(onLibrary<[string]>((engine, output, file) => importLabels(engine, file, output)))
  label
    .command('remove')
    .description('remove a label and the tags that it set by itself')
    .addHelpText('after', examples('lumitag label remove "Animals > Dog"'))
    .argument('<name>')
    .action(onLibrary<[string]>((engine, output, name) => removeLabel(engine, name, output)))

  cli
    .command('eval')
    .argument('<folder>', 'with a subfolder for each thing that its photos show: cat/, dog/, …')
    .description(
      'measure how well labels, thresholds and learning work on photos of which the answer is known',
    )
    .option(
      '--labels <file>',
      'a label pack, or a JSON list of labels; "folders" in a label names the subfolders that show it (default: the subfolders)',
    )
    .option(
      '--model <id or folder>',
      'the model that is measured (default: the one in use, else the starter)',
    )
    .addHelpText(
      'after',
      `${examples('lumitag eval ~/sorted-photos', 'lumitag eval ~/sorted-photos --labels my-labels.json --json')}

Without --library it works in a library of its own that goes away. F1 is the harmonic mean of precision and recall. The
clicks are simulated: somebody goes through four fifths of the photos from the best score down, and what that taught is
measured on the last fifth; five times, so that each photo is measured once.`,
    )
    .action(
      withOutput<[string, EvalOptions]>((options, output, folder, own) =>
        evaluate(options, output, folder, own),
      ),
    )
}

/** What a label asks: the same for a new one and one that is changed. */
const withFormula = (command: Command): Command =>
  command
    .option(
      '--prompt <text>',
      'what the model is asked, in any language; may be repeated; default: the name',
      collect,
    )
    .option('--automatic <score>', 'tag from this raw score on (default: what is proposed)', score)
    .option('--suggestion <score>', 'suggest from this raw score on', score)
    .option('--contrast <text>', 'a photo that fits this better loses the label; may be repeated', collect)
    .option('--minus <text[:weight]>', 'the more of this, the lower the score; may be repeated', collect)
    .addOption(
      new Option('--mode <mode>', 'what it may do by itself').choices(['automatic', 'suggest', 'search']),
    )
    .option('--exclusive <group>', 'of the labels of a group only the best counts')
    .option('--from <day>', 'only photos captured on this day or later, 2024-06-01')
    .option('--to <day>', 'only photos captured on this day or earlier')
    .option('--format <type>', 'only files of this type: jpeg, heic, png; may be repeated', collect)
    .option('--root <folder>', 'only photos of this folder of the library; may be repeated', collect)
