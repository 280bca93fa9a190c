import { LumitagError } from '../../../src-shared/errors.ts'
import { paceMode } from '../../../src-shared/schemas/pace.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Output } from '../output.ts'

const WORDS = {
  full: 'full speed',
  quiet: 'quiet: one photo at a time, with rests',
  battery: 'quiet on battery, full speed elsewhere',
}

/** Says how hard indexing works the computer, or changes it. */
export async function paceCommand(engine: Engine, wanted: string | undefined, output: Output): Promise<void> {
  const mode = wanted === undefined ? undefined : paceMode.safeParse(wanted).data
  if (wanted !== undefined && mode === undefined)
    throw new LumitagError('BAD_INPUT', `There is no pace "${wanted}". Say ${paceMode.options.join(', ')}.`)
  const pace = mode ? await engine.call('jobs.setPace', { mode }) : await engine.call('jobs.pace')
  output.event({ event: 'pace', ...pace })
  output.say(`Pace: ${WORDS[pace.mode]}. Now: ${pace.quiet ? 'quiet' : 'full speed'}.`)
}
