import { LumitagError } from '../../../src-shared/errors.ts'
import { sidecarSettings, type SidecarSettings } from '../../../src-shared/schemas/sidecar.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Output } from '../output.ts'

const ABOUT: Record<keyof SidecarSettings, string> = {
  naming:
    'names of new sidecars: extended (photo.cr2.xmp), base (photo.xmp), auto (as the RAW files of the folder)',
  automatic: 'write automatic tags too, not only those that you said yes to',
  allWords: 'each part of a path is a keyword',
  people: 'take in names of people from faces that other programs marked',
  marks: 'write stars, rejections and colours that were given here',
  provenance: 'write scores, models and times of the tags that labels set',
  deleteEmpty: 'delete a sidecar that Lumitag made once nothing is left in it',
  matchCase: '"dog" from another program and "Dog" here are two tags',
  flushNetwork: 'wait for network drives to have stored each sidecar',
}

/** Says how sidecars are written, or changes one setting. */
export async function sidecarSettingsCommand(
  engine: Engine,
  name: string | undefined,
  value: string | undefined,
  output: Output,
): Promise<void> {
  const settings =
    name === undefined
      ? await engine.call('sidecars.settings')
      : await engine.call('sidecars.setSettings', changeOf(name, value))
  output.event({ event: 'settings', ...settings })
  output.table(
    ['Setting', 'Is', 'What it does'],
    Object.entries(ABOUT).map(([key, about]) => [
      key,
      wordFor(settings[key as keyof SidecarSettings]),
      about,
    ]),
  )
}

function changeOf(name: string, value: string | undefined): Partial<SidecarSettings> {
  if (!(name in ABOUT))
    throw new LumitagError(
      'BAD_INPUT',
      `There is no setting "${name}". "lumitag sidecars" shows all of them.`,
    )
  const given = value === 'on' ? true : value === 'off' ? false : value
  const parsed = sidecarSettings.partial().safeParse({ [name]: given })
  if (parsed.success && given !== undefined) return parsed.data
  const choices = name === 'naming' ? sidecarSettings.shape.naming.options : ['on', 'off']
  throw new LumitagError('BAD_INPUT', `"${name}" is ${choices.join(' or ')}.`)
}

const wordFor = (value: string | boolean): string => (value === true ? 'on' : value === false ? 'off' : value)
