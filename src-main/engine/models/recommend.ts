import { formatBytes } from '../../../src-shared/bytes.ts'
import { estimate, precisionFor, type Computer } from '../../../src-shared/modelEstimate.ts'
import { providerName } from '../../../src-shared/modelWords.ts'
import type { AvailableModels, CatalogueModel, Estimate } from '../../../src-shared/schemas/catalogue.ts'

const A_NIGHT_HOURS = 8

/** The best model, of those named from the best to the lightest, that reads the library in a night and fits in memory. */
export function recommend(
  names: readonly string[],
  models: readonly CatalogueModel[],
  computer: Computer,
): AvailableModels['recommended'] {
  const { cores, memory, photos, measured } = computer
  const candidates = names.flatMap((name) => {
    const model = models.find((known) => known.name === name)
    const guess = model && estimate(model, precisionFor(model, computer), computer)
    return guess ? [{ model, guess }] : []
  })
  const quick = candidates.find(({ guess }) => guess.fits && guess.hours.to <= A_NIGHT_HOURS)
  const { model, guess } = quick ?? candidates.at(-1)!
  const having = [
    `${cores} ${cores === 1 ? 'core' : 'cores'}`,
    ...(measured?.accelerator ? [providerName(measured.accelerator.name)] : []),
    formatBytes(memory),
  ].join(', ')
  return {
    name: model.name,
    precision: guess.precision,
    why: `${model.goodFor} ${quick ? 'With' : 'Even so, with'} ${having} of memory, ${photos.toLocaleString('en')} photos should take ${formatHours(guess.hours)} (an estimate${measured ? `, from the speed of ${measured.model} here` : ''}).`,
  }
}

/** "10 to 20 min", "2.1 to 4.2 h", "3 to 7 days" */
export function formatHours({ from, to }: Estimate['hours']): string {
  const [unit, factor] =
    to < 1.5 ? (['min', 60] as const) : to < 48 ? (['h', 1] as const) : (['days', 1 / 24] as const)
  const number = (hours: number): number => {
    const value = hours * factor
    return unit === 'min' || value >= 9.5 ? Math.max(1, Math.round(value)) : Number(value.toFixed(1))
  }
  return number(from) === number(to) ? `${number(to)} ${unit}` : `${number(from)} to ${number(to)} ${unit}`
}
