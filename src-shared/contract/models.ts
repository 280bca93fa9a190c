import { z } from 'zod'
import { call } from '../rpc.ts'
import { nothing } from './inputs.ts'
import { availableModels, precision } from '../schemas/catalogue.ts'
import { job } from '../schemas/job.ts'
import { model } from '../schemas/model.ts'
import { modelCheck, providerTrial } from '../schemas/modelCheck.ts'

/** Models: which there are, and which one reads the photos. */
export const modelsContract = {
  'models.list': call(nothing, z.array(model)),
  /** What the model in use was taught, one name per concept; null where it understands any words. */
  'models.words': call(nothing, z.array(z.string()).nullable()),
  /**
   * Registers a model folder on this computer after its self-test. TOWERS_DISAGREE if pictures and texts do not match;
   * `anyway` adds it all the same.
   */
  'models.add': call(
    z.object({
      directory: z.string().min(1),
      name: z.string().trim().min(1).optional(),
      anyway: z.boolean().optional(),
    }),
    model,
  ),
  /**
   * Runs a model's self-test, and tries it on every execution provider of this computer. What is wrong is in the findings;
   * it rejects only where the model does not run at all.
   */
  'models.check': call(z.object({ id: z.string() }), modelCheck),
  /**
   * What the model in use reads photos with; a `choice` changes it: "auto" (the fastest that is trusted), "cpu", or one
   * that passed the check.
   */
  'models.provider': call(
    z.object({ choice: z.string().optional() }),
    z.object({ choice: z.string(), inUse: z.string(), tried: z.array(providerTrial) }),
  ),
  /** The models that can be downloaded, what each would take on this computer, and which one fits it best. */
  'models.available': call(nothing, availableModels),
  /** Downloads a model of the catalogue and registers it; asked again, an interrupted download goes on. */
  'models.install': call(
    z.object({ name: z.string(), precision: precision.optional(), textPrecision: precision.optional() }),
    job,
  ),
  /** Puts a model in use and indexes the library with it; other models' embeddings stay. */
  'models.use': call(z.object({ id: z.string() }), model),
}
