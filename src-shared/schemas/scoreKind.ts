import { z } from 'zod'

/**
 * What kind of number a score is. raw: sigmoid(scale * cosine + bias), as the model was trained, no probability in
 * somebody's library. similarity: the cosine with the photos that a label without words is made of. calibrated: how
 * probable it is, by what the user accepted and rejected.
 */
export const scoreKind = z.enum(['raw', 'similarity', 'calibrated'])

export type ScoreKind = z.output<typeof scoreKind>
