import { Option, type Command } from 'commander'
import { precision, type Precision } from '../../src-shared/schemas/catalogue.ts'
import type { Actions } from './actions.ts'
import { examples } from './arguments.ts'
import { addModel, listAvailable, listModels, pullModel, useModel } from './commands/model.ts'

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
        'lumitag model use siglip2-base-patch16-256',
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
    .action(
      onLibrary<[string, { name?: string }]>((engine, output, folder, { name }) =>
        addModel(engine, folder, name, output),
      ),
    )
  model
    .command('use')
    .description('put a model in use and index the library with it')
    .argument('<id>')
    .action(onLibrary<[string]>((engine, output, id) => useModel(engine, id, output)))
}

const precisionOption = (flags: string, description: string): Option =>
  new Option(flags, description).choices(precision.options)
