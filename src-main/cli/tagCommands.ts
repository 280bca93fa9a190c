import { Option, type Command } from 'commander'
import type { TagState } from '../../src-shared/schemas/photo.ts'
import type { Actions } from './actions.ts'
import { count, examples, score } from './arguments.ts'
import {
  answerSuggestions,
  listSuggestions,
  type AnswerOptions,
  type ListOptions,
} from './commands/review.ts'
import {
  listSteps,
  listTags,
  mergeTags,
  moveTags,
  removeTags,
  renameTag,
  undoTags,
  type DryRun,
  type WhichTags,
} from './commands/tags.ts'

const ONLY_SAY = 'only say what would be renamed, on how many photos'
const STATES: TagState[] = ['accepted', 'automatic', 'imported', 'rejected']

/** What can be asked about tags of the whole library, and about what labels suggest. */
export function declareTagCommands(cli: Command, actions: Actions): void {
  declareTags(cli, actions)
  declareReview(cli, actions)
}

function declareTags(cli: Command, { onLibrary }: Actions): void {
  const tags = cli
    .command('tags')
    .description('tags of the whole library: who set them, other names, and the way back')
    .addHelpText(
      'after',
      examples(
        'lumitag tags list',
        'lumitag tags rename Dog "Animals > Dog"',
        'lumitag tags remove --by model --model starter --dry-run',
        'lumitag tags undo',
      ),
    )
  withWhich(tags.command('list'))
    .argument('[tag]', 'only this tag and those below it')
    .description('show tags, and how many photos have them')
    .addHelpText('after', examples('lumitag tags list', 'lumitag tags list Animals --by model --json'))
    .action(
      onLibrary<[string | undefined, WhichTags]>((engine, output, tag, which) =>
        listTags(engine, tag, which, output),
      ),
    )
  tags
    .command('rename')
    .argument('<tag>')
    .argument('<name>', 'its new path; if there is such a tag already, both become one')
    .option('--dry-run', ONLY_SAY)
    .description('give a tag, those below it and the labels of these names another path')
    .addHelpText(
      'after',
      examples('lumitag tags rename Dog "Animals > Dog"', 'lumitag tags rename Dog Hound --dry-run'),
    )
    .action(
      onLibrary<[string, string, DryRun]>((engine, output, tag, name, options) =>
        renameTag(engine, tag, name, options, output),
      ),
    )
  tags
    .command('merge')
    .argument('<tags...>')
    .requiredOption('--into <tag>', 'what they become')
    .option('--dry-run', ONLY_SAY)
    .description('make one tag of several, each a step of its own; two labels cannot become one')
    .addHelpText('after', examples('lumitag tags merge Hund Chien --into "Animals > Dog"'))
    .action(
      onLibrary<[string[], DryRun & { into: string }]>((engine, output, merged, options) =>
        mergeTags(engine, merged, options, output),
      ),
    )
  tags
    .command('move')
    .argument('<tags...>')
    .option('--below <tag>', 'the tag that they go below')
    .option('--top', 'below no other')
    .option('--dry-run', ONLY_SAY)
    .description('put tags, with those below them, elsewhere in the tree')
    .addHelpText(
      'after',
      examples('lumitag tags move Dog Cat --below Animals', 'lumitag tags move "Animals > Dog" --top'),
    )
    .action(
      onLibrary<[string[], DryRun & { below?: string; top?: boolean }]>((engine, output, moved, options) =>
        moveTags(engine, moved, options, output),
      ),
    )
  withWhich(tags.command('remove'))
    .argument('[tag]', 'this tag and those below it')
    .option('--dry-run', 'only say what would be taken off')
    .description(
      'take tags off their photos, exactly those that are named, in one step; what a label set comes back when the label is changed',
    )
    .addHelpText(
      'after',
      examples(
        'lumitag tags remove Draft',
        'lumitag tags remove --label Dog --dry-run',
        'lumitag tags remove "Animals" --by file',
        'lumitag tags remove Dog --state rejected',
      ),
    )
    .action(
      onLibrary<[string | undefined, WhichTags]>((engine, output, tag, which) =>
        removeTags(engine, tag, which, output),
      ),
    )
  tags
    .command('history')
    .description('show what was done to tags, in the window too, newest first')
    .option('--limit <n>', 'print at most so many', count, 20)
    .action(onLibrary<[{ limit: number }]>((engine, output, options) => listSteps(engine, options, output)))
  tags
    .command('undo')
    .argument('[step]', 'as "tags history" numbers it; default: the newest', count)
    .description('take a step back; what was decided otherwise since stays')
    .addHelpText('after', examples('lumitag tags undo', 'lumitag tags undo 17'))
    .action(onLibrary<[number | undefined]>((engine, output, step) => undoTags(engine, step, output)))
}

/** Which tags, by who set them. */
const withWhich = (command: Command): Command =>
  command
    .addOption(
      new Option('--by <who>', 'only what you, a model, or a file of another program set').choices([
        'you',
        'model',
        'file',
      ]),
    )
    .option('--model <id>', 'only what this model set, as "model list" names it')
    .option('--label <name>', 'only what this label set by itself; with --by or --state all about it')
    .addOption(new Option('--state <state...>', 'only these (default: all but rejected)').choices(STATES))

function declareReview(cli: Command, { onLibrary }: Actions): void {
  const review = cli
    .command('review')
    .description('photos that labels suggest: list them, say yes or no')
    .addHelpText(
      'after',
      examples(
        'lumitag review list Dog',
        'lumitag review accept Dog --above 0.4',
        'lumitag review reject Dog ~/Photos/cat.jpg',
      ),
    )
  review
    .command('list')
    .argument('[label]', 'default: all labels that suggest something, with how much')
    .option('--limit <n>', 'print at most so many', count, 20)
    .addOption(
      new Option('--sort <order>', 'first what the model is least sure of, or what scores best')
        .choices(['uncertain', 'best'])
        .default('uncertain'),
    )
    .description("show a label's suggestions with their scores, the most uncertain first as in the window")
    .addHelpText('after', examples('lumitag review list', 'lumitag review list Dog --sort best --limit 100'))
    .action(
      onLibrary<[string | undefined, ListOptions]>((engine, output, label, options) =>
        listSuggestions(engine, label, options, output),
      ),
    )
  for (const [decision, words] of [
    ['accept', 'say yes to suggestions of a label: they are tagged, whatever they score from now on'],
    ['reject', 'say no to suggestions of a label: they are never suggested for it again'],
  ] as const)
    review
      .command(decision)
      .argument('<label>')
      .argument('[photos...]')
      .option('--above <score>', 'all that score so or higher', score)
      .option('--below <score>', 'all that score so or lower; with --above those between', score)
      .option('--all', 'all that are suggested')
      .option('--dry-run', 'only say which')
      .description(`${words}; one step, which "tags undo" takes back`)
      .addHelpText(
        'after',
        examples(
          `lumitag review ${decision} Dog ~/Photos/1.jpg ~/Photos/2.jpg`,
          `lumitag review ${decision} Dog ${decision === 'accept' ? '--above 0.4' : '--below 0.1'} --dry-run`,
        ),
      )
      .action(
        onLibrary<[string, string[], AnswerOptions]>((engine, output, label, photos, options) =>
          answerSuggestions(engine, decision, label, photos, options, output),
        ),
      )
}
