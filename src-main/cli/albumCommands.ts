import type { Command } from 'commander'
import type { AlbumMark } from '../../src-shared/schemas/album.ts'
import type { Actions } from './actions.ts'
import { collect, examples, score } from './arguments.ts'
import {
  albumByHand,
  albumRule,
  arrangeAlbum,
  createAlbum,
  listAlbums,
  markPhotos,
  removeAlbum,
  renameAlbum,
  showAlbum,
  type AlbumOptions,
} from './commands/album.ts'

const RULE_HELP = `
A rule is JSON: { "all": […] }, { "any": […] } and { "none": […] } around conditions, as deep as wanted:
  { "label": "a dog" }                        tagged; with "score": 0.5 also scored so and not rejected
  { "tag": "Animals" }                        this tag or one below it; "is": "suggested", "accepted", …
  { "meaning": "kids on a beach" }            what stands out; with "top": 100 the best so many, with "score" from there on
  { "meaning": [ { "text": "beach" }, { "text": "people", "weight": -1 } ] }
  { "taken": { "from": "2024-06", "to": "2024-08" } }, { "taken": { "last": { "days": 30 } } }, { "taken": { "during": "last summer" } }, { "taken": { "weekdays": ["saturday"] } }
  { "camera": "Canon" }, { "lens": "50mm" }, { "rating": { "from": 3 } }, { "flag": "picked" }, { "colour": "red" }
  { "orientation": "portrait" }
  { "folder": "Holidays/2024" }, { "type": ["raw", "heic"] }, { "has": "gps" }, { "has": "sidecar" }, { "album": "Best of" }
  { "within": { "north": 48, "south": 47, "west": 11, "east": 12 } }`

/** What can be done with albums. */
export function declareAlbumCommands(cli: Command, { onLibrary }: Actions): void {
  const album = cli
    .command('album')
    .description('albums: smart ones, which follow a rule, and those by hand')
    .addHelpText(
      'after',
      examples(
        'lumitag album create "Beach 2024" --label Beach --from 2024-06 --to 2024-08',
        'lumitag album create --rule beach.json',
        'lumitag album create Favourites --photo ~/Photos/1.jpg --photo ~/Photos/2.jpg',
        'lumitag album pin "Beach 2024" ~/Photos/late.jpg',
        'lumitag album rule "Beach 2024" > beach.json',
      ),
    )
  album
    .command('list')
    .description('show all albums')
    .action(onLibrary<[]>((engine, output) => listAlbums(engine, output)))
  album
    .command('show')
    .argument('<name>')
    .description('list the photos of an album')
    .addHelpText('after', examples('lumitag album show "a dog" --json'))
    .action(onLibrary<[string]>((engine, output, name) => showAlbum(engine, name, output)))
  album
    .command('create')
    .argument('[name]', 'default: what the rule file says')
    .description('make a smart album from a rule, or an album by hand from photos')
    .option('--rule <file>', 'a file with a rule, or an album that was exported; "-" is standard input')
    .option('--photo <file>', 'an album by hand, with this photo; may be repeated', collect)
    .option('--label <name>', 'photos with this label; repeated: with all of them', collect)
    .option('--score <score>', 'from this raw score on, instead of tagged', score)
    .option('--from <day>', 'captured on this day or later: 2024, 2024-06 or 2024-06-01')
    .option('--to <day>', 'captured on this day or earlier')
    .addHelpText(
      'after',
      RULE_HELP + examples('lumitag album create "Summer dogs" --label "a dog" --from 2024-06 --to 2024-08'),
    )
    .action(
      onLibrary<[string | undefined, AlbumOptions]>((engine, output, name, options) =>
        createAlbum(engine, name, options, output),
      ),
    )
  album
    .command('rule')
    .argument('<name>')
    .description('print an album as JSON, for a file; or give it the rule of a file')
    .option('--set <file>', 'the rule that the album follows from now on')
    .addHelpText(
      'after',
      RULE_HELP +
        examples('lumitag album rule "a dog" > dogs.json', 'lumitag album rule Dogs --set dogs.json'),
    )
    .action(
      onLibrary<[string, { set?: string }]>((engine, output, name, { set }) =>
        albumRule(engine, name, set, output),
      ),
    )
  const marks: [AlbumMark, string, string, string][] = [
    ['pinned', 'pin', 'add', 'put photos into an album, whatever its rule says'],
    ['excluded', 'exclude', 'drop', 'keep photos out of an album, whatever its rule says'],
    ['clear', 'clear', 'unpin', 'let the rule decide again about photos'],
  ]
  for (const [mark, name, alias, description] of marks)
    album
      .command(name)
      .alias(alias)
      .arguments('<name> <files...>')
      .description(description)
      .addHelpText('after', examples(`lumitag album ${name} "a dog" ~/Photos/rex.jpg`))
      .action(
        onLibrary<[string, string[]]>((engine, output, album, files) =>
          markPhotos(engine, album, files, mark, output),
        ),
      )
  album
    .command('arrange')
    .arguments('<name> <files...>')
    .description('move photos of an album by hand to its end, or before another one')
    .option('--before <file>', 'a photo of the album')
    .addHelpText('after', examples('lumitag album arrange Favourites ~/Photos/2.jpg --before ~/Photos/1.jpg'))
    .action(
      onLibrary<[string, string[], { before?: string }]>((engine, output, name, files, { before }) =>
        arrangeAlbum(engine, name, files, before, output),
      ),
    )
  album
    .command('rename')
    .arguments('<name> <new-name>')
    .description('give an album another name')
    .action(onLibrary<[string, string]>((engine, output, name, to) => renameAlbum(engine, name, to, output)))
  album
    .command('by-hand')
    .argument('<name>')
    .description('turn a smart album into one by hand, with the photos that it shows now')
    .addHelpText(
      'after',
      '\nThe other way round: lumitag album rule <name> --set <file>; what was put into it stays pinned.',
    )
    .action(onLibrary<[string]>((engine, output, name) => albumByHand(engine, name, output)))
  album
    .command('remove')
    .argument('<name>')
    .description('remove an album; its photos and their tags stay')
    .action(onLibrary<[string]>((engine, output, name) => removeAlbum(engine, name, output)))
}
