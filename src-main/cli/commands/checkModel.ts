import { providerName, speedWords, trialWords, verdictOf } from '../../../src-shared/modelWords.ts'
import type { Finding, ModelCheck } from '../../../src-shared/schemas/modelCheck.ts'
import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'

const MARKS: Record<Finding['verdict'], string> = { good: 'ok', doubtful: '??', bad: '!!', unknown: '--' }

/** Tests a model, the one in use unless another is named, and says what was found. */
export async function checkModel(engine: Engine, id: string | undefined, output: Output): Promise<number> {
  const wanted = id ?? (await engine.call('models.list')).find(({ active }) => active)!.id
  output.note(`Checking "${wanted}" on this computer…`)
  const check = await engine.call('models.check', { id: wanted })
  const model = (await engine.call('models.list')).find((candidate) => candidate.id === wanted)
  const verdict = verdictOf(check)
  const speed = model?.speed ?? null
  for (const finding of check.findings) output.event({ event: 'finding', ...finding })
  for (const provider of check.providers) output.event({ event: 'provider', ...provider })
  output.event({ event: 'summary', id: wanted, verdict, precision: model?.precision, speed })
  sayCheck(check, output)
  if (speed) output.say(`\n${speedWords(speed)}. "lumitag model provider" says which there are.`)
  return verdict === 'bad' ? exitCodes.broken : exitCodes.done
}

/** What a check found, line by line. */
export function sayCheck({ findings, providers }: ModelCheck, output: Output): void {
  for (const { verdict, words, code } of findings)
    output.say(`${MARKS[verdict]}  ${words}${code ? ` (${code})` : ''}`)
  for (const trial of providers)
    output.say(`${trial.verdict === 'trusted' ? 'ok' : '--'}  ${trialWords(trial)}`)
}

/** Shows what the model in use reads photos with, or changes it. */
export async function chooseProvider(
  engine: Engine,
  choice: string | undefined,
  output: Output,
): Promise<void> {
  const { tried, ...provider } = await engine.call('models.provider', choice === undefined ? {} : { choice })
  output.event({ event: 'provider', ...provider, tried })
  output.say(`Photos are read on: ${providerName(provider.inUse)} (choice: ${provider.choice})`)
  for (const trial of tried) output.say(`  ${trialWords(trial)}`)
  if (tried.length === 0) output.say('No other was tried yet: lumitag model check')
}
