import { Option, type Command } from 'commander'
import { precision, type Precision } from '../../src-shared/schemas/catalogue.ts'
import type { Actions } from './actions.ts'
import { count, examples } from './arguments.ts'
import { checkModel, chooseProvider } from './commands/checkModel.ts'
import { clearModel, prepareModel, previewModel, type PreviewOptions } from './commands/switchModel.ts'
import {
  addModel,
  listAvailable,
  listModels,
  pullModel,
  useModel,
  type AddOptions,
} from './commands/model.ts'

/** What can be asked about models. */
export function declareModelCommands(cli: Command, { onLibrary }: Actions): void {
  const model = cli
    .command('model')
    .description('models: what reads your photos')
    .addHelpText(
      'after',
      examples(
        'lumitag model list --available',
        'lumitag model pull siglip2-base-patch16-256',
        'lumitag model add ~/models/siglip2-base-patch16-256',
        'lumitag model prepare siglip2-base-patch16-256',
        'lumitag model preview siglip2-base-patch16-256',
        'lumitag model use siglip2-base-patch16-256',
        'lumitag model check',
      ),
    )
  model
    .command('list')
    .description('show the models there are')
    .option('--available', 'show those that can be downloaded, and which one fits this computer')
    .action(
      onLibrary<[{ available?: boolean }]>((engine, output, { available }) =>
        available ? listAvailable(engine, output) : listModels(engine, output),
      ),
    )
  model
    .command('pull')
    .description('download a model from the Hugging Face hub, verify it and try it')
    .argument('<name>', 'a name of "model list --available"')
    .addOption(
      precisionOption(
        '--precision <precision>',
        'of the image tower (default: fp32 if memory allows, else q4)',
      ),
    )
    .addOption(precisionOption('--text-precision <precision>', 'of the text tower (default: int8)'))
    .addHelpText(
      'after',
      `${examples('lumitag model pull siglip2-base-patch16-256 --precision q4')}

Interrupted, it goes on when it is asked again. HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE, HF_HUB_DOWNLOAD_TIMEOUT,
HTTPS_PROXY and NO_PROXY are obeyed.`,
    )
    .action(
      onLibrary<[string, { precision?: Precision; textPrecision?: Precision }]>(
        (engine, output, name, options) => pullModel(engine, name, options, output),
      ),
    )
  model
    .command('add')
    .description('add a model folder from this computer, after trying it')
    .argument(
      '<folder>',
      'an export of a SigLIP 2 model (config.json, tokenizer.json, onnx/…), or its folder in the Hugging Face cache',
    )
    .option('--name <name>')
    .option('--anyway', 'even if its pictures and texts do not seem to match')
    .action(
      onLibrary<[string, AddOptions]>((engine, output, folder, options) =>
        addModel(engine, folder, options, output),
      ),
    )
  model
    .command('check')
    .description('test a model on golden pictures and texts, and try it on every execution provider there is')
    .argument('[id]', 'default: the model in use')
    .addHelpText(
      'after',
      examples('lumitag model check', 'lumitag model check siglip2-base-patch16-256 --json'),
    )
    .action(onLibrary<[string | undefined]>((engine, output, id) => checkModel(engine, id, output)))
  model
    .command('provider')
    .description(
      'show or choose what photos are read on: the processor, or an accelerator that passed the check',
    )
    .argument('[choice]', 'auto (the fastest that computes the same), cpu, or the name of one')
    .addHelpText('after', examples('lumitag model provider cpu', 'lumitag model provider auto'))
    .action(
      onLibrary<[string | undefined]>((engine, output, choice) => chooseProvider(engine, choice, output)),
    )
  model
    .command('prepare')
    .description('have a model look at your photos while the present one stays in use')
    .argument('<id>')
    .addHelpText(
      'after',
      `${examples('lumitag model prepare siglip2-base-patch16-256')}\n\nInterrupted, it goes on when it is asked again.`,
    )
    .action(onLibrary<[string]>((engine, output, id) => prepareModel(engine, id, output)))
  model
    .command('preview')
    .description('show what would change with a model that was prepared: tags and suggestions of each label')
    .argument('<id>')
    .option('--photos <number>', 'list so many photos of each change', count)
    .option('--label <name>', 'only this label')
    .addHelpText(
      'after',
      examples(
        'lumitag model preview siglip2-base-patch16-256 --photos 10',
        'lumitag model preview siglip2-base-patch16-256 --label Dog --photos 1000 --json',
      ),
    )
    .action(
      onLibrary<[string, PreviewOptions]>((engine, output, id, options) =>
        previewModel(engine, id, options, output),
      ),
    )
  model
    .command('use')
    .description('put a model in use at once, and index what it has not looked at yet')
    .argument('<id>')
    .addHelpText('after', examples('lumitag model use siglip2-base-patch16-256', 'lumitag model use starter'))
    .action(onLibrary<[string]>((engine, output, id) => useModel(engine, id, output)))
  model
    .command('clear')
    .description('forget what a model that is not in use saw of your photos')
    .argument('<id>')
    .action(onLibrary<[string]>((engine, output, id) => clearModel(engine, id, output)))
}

const precisionOption = (flags: string, description: string): Option =>
  new Option(flags, description).choices(precision.options)
