import type { SidecarSettings } from '../../../src-shared/schemas/sidecar.ts'
import { parseTagPath } from '../../../src-shared/tagPath.ts'
import type { SidecarRow } from '../store/sidecars.ts'
import type { TagRow } from '../store/tags.ts'
import { AUTO_TAGS, provenanceText, type Provenance } from '../xmp/provenance.ts'

const STATES = {
  automatic: 'auto',
  accepted: 'accepted',
  imported: 'accepted',
  rejected: 'rejected',
} as const

/**
 * What a photo's sidecar shall say of where its tags come from: those that a label has to do with. Undefined: what it
 * says already, be it from another library; what this library has written goes when the setting goes off.
 */
export function provenanceOf(
  tags: readonly TagRow[],
  { provenance, automatic }: SidecarSettings,
  base: SidecarRow | undefined,
): Provenance[] | undefined {
  if (!provenance) return base?.lists[AUTO_TAGS.key] ? [] : undefined
  return tags
    .filter(({ promptHash, state }) => promptHash !== null && (automatic || state !== 'automatic'))
    .map(({ path, state, score, model, promptHash, at }) => ({
      ...{ tag: parseTagPath(path), state: STATES[state], score, model, labels: promptHash, when: at },
    }))
}

/** Whether that is what was written last time. */
export function isProvenanceAsLeft(
  entries: readonly Provenance[] | undefined,
  base: SidecarRow | undefined,
): boolean {
  const left = base?.lists[AUTO_TAGS.key] ?? []
  return (
    entries === undefined ||
    (entries.length === left.length && entries.every((entry, at) => provenanceText(entry) === left[at]))
  )
}
