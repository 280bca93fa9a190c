import { LumitagError } from '../../../src-shared/errors.ts'
import { marking, type Marking } from '../../../src-shared/schemas/marks.ts'
import type { Engine } from '../../engine/engine.ts'
import { countOf } from '../cells.ts'
import type { Output } from '../output.ts'
import { photosNamed } from './photo.ts'

export interface RateOptions {
  rating?: string
  flag?: string
  colour?: string
  all?: boolean
}

/** Gives photos stars, a flag and a colour, as one step. */
export async function ratePhotos(
  engine: Engine,
  files: readonly string[],
  { rating, flag, colour, all = false }: RateOptions,
  output: Output,
): Promise<void> {
  const asked = markingOf({ rating, flag, colour })
  const photoIds = await photosNamed(engine, files, all)
  const { photos } = await engine.call('photos.mark', { photoIds, marking: asked })
  output.say(`${countOf(photoIds.length, 'photo')}: ${photos} changed.`)
  output.event({ event: 'summary', photos: photoIds.length, changed: photos, ...asked })
}

/** "file" takes the user's word back; the schema says what else is understood. */
function markingOf(options: Pick<RateOptions, 'rating' | 'flag' | 'colour'>): Marking {
  const given = Object.entries(options).filter(([, text]) => text !== undefined)
  if (given.length === 0)
    throw new LumitagError('BAD_INPUT', 'Say what to do: --rating 0-5, --flag or --colour.')
  const wanted = given.map(([name, text]) => [
    name,
    text === 'file' ? null : name === 'rating' && text !== '' ? Number(text) : text,
  ])
  const parsed = marking.safeParse(Object.fromEntries(wanted))
  if (parsed.success) return parsed.data
  const name = parsed.error.issues[0]?.path[0] as keyof typeof VALUES
  throw new LumitagError('BAD_INPUT', `--${name} is ${VALUES[name]}, not "${options[name]}".`)
}

/** What each option can be. */
export const VALUES = {
  rating: '0 to 5, or "file" for what the file says',
  flag: 'picked, rejected, none or file',
  colour: 'red, yellow, green, blue, purple, none or file',
}
