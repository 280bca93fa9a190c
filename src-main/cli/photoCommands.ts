import type { Command } from 'commander'
import type { Actions } from './actions.ts'
import { collect, examples } from './arguments.ts'
import { listTags, showPhoto, tagPhotos, type TagPhotosOptions } from './commands/photo.ts'
import { ratePhotos, VALUES, type RateOptions } from './commands/rate.ts'
import { explainLabels, type WhyOptions } from './commands/why.ts'

/** What can be asked about single photos and their tags. */
export function declarePhotoCommands(cli: Command, { onLibrary }: Actions): void {
  const photo = cli
    .command('photo')
    .description('photos: their tags, stars, flags and colours by hand, and what is known of them')
    .addHelpText(
      'after',
      examples(
        'lumitag photo show ~/Photos/cat.jpg',
        'lumitag photo tag --add "Animals > Cat" ~/Photos/cat.jpg',
        'lumitag photo rate --rating 4 --flag picked ~/Photos/cat.jpg',
        'lumitag photo tags > tags.csv',
      ),
    )
  photo
    .command('show')
    .argument('<file>')
    .description('everything about a photo of the library')
    .action(onLibrary<[string]>((engine, output, file) => showPhoto(engine, file, output)))
  photo
    .command('tag')
    .argument('[files...]')
    .description('set tags by hand')
    .option('--add <tag>', 'a tag path to add; may be repeated', collect)
    .option(
      '--remove <tag>',
      'exactly this tag to take off, none below it; if it is a label it is rejected, so that no score sets it again; may be repeated',
      collect,
    )
    .option('--all', 'all photos of the library')
    .addHelpText(
      'after',
      examples(
        'lumitag photo tag --add "Places > Kyoto" ~/Photos/1.jpg ~/Photos/2.jpg',
        'lumitag photo tag --remove Draft --all',
      ),
    )
    .action(
      onLibrary<[string[], TagPhotosOptions]>((engine, output, files, options) =>
        tagPhotos(engine, files, options, output),
      ),
    )
  photo
    .command('rate')
    .argument('[files...]')
    .description('give stars, a flag or a colour by hand; a sync writes them where "sidecars marks" is on')
    .option('--rating <stars>', VALUES.rating)
    .option('--flag <flag>', VALUES.flag)
    .option('--colour <colour>', VALUES.colour)
    .option('--all', 'all photos of the library')
    .addHelpText(
      'after',
      examples(
        'lumitag photo rate --rating 5 --flag picked ~/Photos/1.jpg ~/Photos/2.jpg',
        'lumitag photo rate --colour red ~/Photos/3.jpg',
        'lumitag photo rate --rating file --all',
      ),
    )
    .action(
      onLibrary<[string[], RateOptions]>((engine, output, files, options) =>
        ratePhotos(engine, files, options, output),
      ),
    )
  photo
    .command('why')
    .argument('<file>')
    .description(
      'show where in a photo a label is seen, and the nearest photos you accepted and rejected for it',
    )
    .requiredOption('--label <label>', 'a label, or words that are only tried; may be repeated', collect)
    .option(
      '--output <file>',
      'also write the photo under the map as a PNG; with several labels "-2", "-3" is added',
    )
    .addHelpText(
      'after',
      examples(
        'lumitag photo why ~/Photos/park.jpg --label "a dog" --output why.png',
        'lumitag photo why ~/Photos/park.jpg --label "a dog" --label "a tree" --json',
      ),
    )
    .action(
      onLibrary<[string, WhyOptions]>((engine, output, file, options) =>
        explainLabels(engine, file, options, output),
      ),
    )
  photo
    .command('tags')
    .description('all tags of all photos as CSV, or with --json as JSON lines')
    .action(onLibrary<[]>((engine, output) => listTags(engine, output)))
}
