import { LumitagError } from '../../../../src-shared/errors.ts'
import type { Finding, ModelCheck } from '../../../../src-shared/schemas/modelCheck.ts'
import type { Inference } from '../../inference/client.ts'
import type { Settings } from '../../store/settings.ts'
import type { Providers } from '../providers/providers.ts'
import { refuseTower, type TrustedFolder } from '../trustedFolder.ts'
import { selfTest } from './selfTest.ts'

/** A check on its way: what was found, and the folder as it is to be used from now on. */
export interface CheckedFolder {
  folder: TrustedFolder
  dimensions: number
  check: ModelCheck
}

export interface Checks {
  /** Tests a model folder, tries execution providers with it, and remembers the result. Rejects where a tower does not run. */
  run(directory: string): Promise<CheckedFolder>
  /** What the last check of these very files found; null if there was none. */
  last(folder: TrustedFolder): ModelCheck | null
}

export function createChecks(
  settings: Settings,
  readFolder: (directory: string) => Promise<TrustedFolder>,
  inference: Inference,
  providers: Providers,
  now: () => number,
): Checks {
  async function test(directory: string): Promise<CheckedFolder> {
    const lost: Finding[] = []
    for (;;) {
      const folder = await readFolder(directory)
      const { findings, dimensions, golden, refused } = await selfTest(folder, inference)
      if (refused.includes(folder.text.file)) refuseTower(folder.textFingerprint, settings)
      else if (refused.includes(folder.vision.file)) refuseTower(folder.embeddingKey.tower, settings)
      else {
        const isBad = findings.some(({ verdict }) => verdict === 'bad')
        const trials = isBad ? [] : await providers.tryAll(folder.vision, golden)
        return {
          folder,
          dimensions,
          check: { at: now(), findings: [...findings, ...lost], providers: trials },
        }
      }
      lost.push(...findings.filter(({ code }) => code === 'PRECISION_LOST'))
    }
  }

  return {
    async run(directory) {
      const checked = await test(directory)
      settings.set(settingOf(checked.folder), checked.check)
      return checked
    },
    last(folder) {
      const check = settings.get<ModelCheck>(settingOf(folder))
      // a provider may have failed since
      return check ? { ...check, providers: providers.trials(folder.embeddingKey.tower) } : null
    },
  }
}

const settingOf = ({ embeddingKey, textFingerprint }: TrustedFolder): string =>
  `check:${embeddingKey.tower}:${textFingerprint}:${embeddingKey.preprocessing}`

/** Throws what forbids using a model: what is bad, and, unless the user wants it anyway, that its towers disagree. */
export function assertPassed({ findings }: ModelCheck, anyway: boolean): void {
  const reason =
    findings.find(({ verdict }) => verdict === 'bad') ??
    (anyway ? undefined : findings.find(({ code }) => code === 'TOWERS_DISAGREE'))
  if (reason) throw new LumitagError(reason.code ?? 'MODEL_INCOMPATIBLE', reason.words)
}
