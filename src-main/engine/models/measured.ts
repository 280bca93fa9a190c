import { precision, type CatalogueModel, type MeasuredSpeed } from '../../../src-shared/schemas/catalogue.ts'
import type { Model } from '../../../src-shared/schemas/model.ts'

/**
 * What the models of the catalogue that were checked on this computer show of its speed. The largest one tells the most:
 * in a small one there is more besides the multiplying. Null while none was checked.
 */
export function measuredSpeed(
  models: readonly Pick<Model, 'source' | 'directory' | 'precision' | 'speed'>[],
  catalogue: readonly CatalogueModel[],
  nameOf: (directory: string) => string,
): MeasuredSpeed | null {
  const known = models.flatMap(({ source, directory, precision: { vision }, speed }) => {
    const entry = catalogue.find(({ name }) => source === 'catalogue' && name === nameOf(directory))
    const kind = precision.safeParse(vision)
    return entry && speed && kind.success ? [{ entry, speed, kind: kind.data }] : []
  })
  const largest = known.sort((one, other) => other.entry.gflop - one.entry.gflop)[0]
  if (!largest) return null
  const { entry, speed, kind } = largest
  const perSecond = (ms: number): number => (entry.gflop / ms) * 1000
  return {
    model: entry.name,
    precision: kind,
    core: perSecond(speed.cpuMsPerPhoto),
    accelerator:
      speed.provider === 'cpu' ? null : { name: speed.provider, speed: perSecond(speed.msPerPhoto) },
  }
}
