import { z } from 'zod'

/** How hard indexing works the computer: "battery" is quiet on battery and full elsewhere. */
export const paceMode = z.enum(['full', 'quiet', 'battery'])

export const pace = z.object({
  mode: paceMode,
  /** what is in force now */
  quiet: z.boolean(),
  /** null where the computer does not say */
  onBattery: z.boolean().nullable(),
})

export type PaceMode = z.output<typeof paceMode>
export type Pace = z.output<typeof pace>
