import { Option, type Command } from 'commander'
import { languages } from '../../src-shared/languages.ts'
import type { Actions } from './actions.ts'
import { collect, count, examples } from './arguments.ts'
import { listDuplicates, type DuplicatesOptions } from './commands/duplicates.ts'
import { search, sortings, type SearchOptions } from './commands/search.ts'

const SYNTAX = `
Words are looked for by what photos show. With them, or alone:
  #tag  @camera  /album            or in quotes: #"Animals > Dog" @"Canon EOS R5"
  2024  2024-06  2022..2023        days, months, years; "since 2020", "june 2024", "last summer", "last friday", "on weekends", "last 30 days"
  rating:4+  is:picked  colour:red  is:portrait  has:gps  within:48.1,16.2,48.3,16.5  type:raw  in:Holidays/2024  lens:50mm  label:Dog>=0.4  top:50
  text:harbour  text:"old harbour"  in the title, description, keywords or path
  beach + sunset - people          more and less of something; 2 * beach weighs twice
  AND  OR  NOT  ( )  -#tag         AND looks for two things in one photo
  like:12                          like a photo of the library, by its number`

/** Finding photos, and photos of which one would do. */
export function declareSearchCommands(cli: Command, { onLibrary }: Actions): void {
  cli
    .command('search')
    .argument('[query]')
    .description('find photos by what they show, tags, cameras, dates, or by other photos')
    .option('--like <photo>', 'a photo, of the library or not; may be repeated', collect)
    .option('--limit <n>', 'print at most so many', count, 20)
    .option('--more', 'also what stands out less, in order')
    .addOption(
      new Option('--sort <by>', 'in this order instead, without a query all photos').choices(sortings),
    )
    .option('--reverse', 'turn that order round')
    .addOption(
      new Option(
        '--lang <language>',
        'the language of dates such as "last summer" (default: the system\'s); English ones always count',
      ).choices(languages),
    )
    .option('--explain', 'print how the query is understood, as a rule for "album create --rule"')
    .addHelpText(
      'after',
      SYNTAX +
        examples(
          'lumitag search "kids on a beach last summer"',
          'lumitag search "Kinder am Strand letzten Sommer" --lang de',
          'lumitag search "(dog OR cat) -#Work @canon 2022..2024" --json',
          'lumitag search --sort rating --limit 50',
          'lumitag search "snow" --like ~/Photos/cat.jpg --limit 5',
          'lumitag search "beach + sunset - people" --explain > sunsets.json',
        ),
    )
    .action(
      onLibrary<[string | undefined, SearchOptions]>((engine, output, query, options) =>
        search(engine, query, options, output),
      ),
    )
  cli
    .command('duplicates')
    .description('list copies, near duplicates and bursts, each with the photo to keep; nothing is deleted')
    .addOption(new Option('--kind <kind...>', 'only these').choices(['copies', 'near', 'burst']))
    .addHelpText('after', examples('lumitag duplicates', 'lumitag duplicates --kind near burst --json'))
    .action(
      onLibrary<[DuplicatesOptions]>((engine, output, options) => listDuplicates(engine, options, output)),
    )
}
