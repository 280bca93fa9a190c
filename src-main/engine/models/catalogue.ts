import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { catalogueModel } from '../../../src-shared/schemas/catalogue.ts'

const proposal = {
  note: z.string(),
  /** what a user must know about models of the kind, wherever they come from */
  caution: z.string().default(''),
  /** how a short prompt is dressed up; "{}" stands for it (SIGLIP2.md section 4) */
  templates: z.array(z.string().includes('{}')).min(1),
  /** proposed thresholds, raw sigmoid */
  automatic: z.number(),
  suggestion: z.number(),
}
const catalogue = z.object({
  /** the embedded default, a folder beside the catalogue */
  starter: z.object({ folder: z.string(), name: z.string(), ...proposal }),
  /** what holds for a family (config.json's model_type) where a folder does not say */
  families: z.record(z.string(), z.object({ ...proposal, logitScale: z.number(), logitBias: z.number() })),
  /** names of models to propose, the best first and the lightest last (SIGLIP2.md section 6) */
  recommended: z.array(z.string()).min(1),
  /** every model that is known, whether it can be installed or not */
  models: z.array(catalogueModel),
})

export type Catalogue = z.output<typeof catalogue>

/** What this program knows about models: models/catalogue.json. */
export function readCatalogue(modelsDir: string): Catalogue {
  return catalogue.parse(JSON.parse(readFileSync(join(modelsDir, 'catalogue.json'), 'utf8')))
}
