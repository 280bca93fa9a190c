import { z } from 'zod'
import { call } from '../rpc.ts'
import { nothing } from './inputs.ts'
import { availableModels, precision } from '../schemas/catalogue.ts'
import { job } from '../schemas/job.ts'
import { listedModel, model } from '../schemas/model.ts'
import { modelCheck, providerTrial } from '../schemas/modelCheck.ts'
import { modelSwitch } from '../schemas/modelSwitch.ts'

const byName = z.object({ id: z.string() })

/** Models: which there are, and which one reads the photos. */
export const modelsContract = {
  'models.list': call(nothing, z.array(listedModel)),
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
  'models.check': call(byName, modelCheck),
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
  /**
   * Has a model look at the library while the present one stays in use: a job that can be paused, and that goes on when it
   * is asked for again. BAD_INPUT for the model in use.
   */
  'models.prepare': call(byName, job),
  /**
   * What would change with a model that was prepared: label by label, how many photos gain and lose tags and suggestions,
   * with at most `most` of them. `label`: that one only.
   */
  'models.preview': call(
    byName.extend({ most: z.int().min(0).max(100_000).default(23), label: z.int().optional() }),
    modelSwitch,
  ),
  /**
   * Puts a model in use at once. What it has not looked at yet is indexed; what it has is not read again. Decisions of the
   * user stay, and so do other models' embeddings.
   */
  'models.use': call(byName, model),
  /** Forgets what a model saw. BAD_INPUT for the one in use, and for one that is being prepared. */
  'models.clear': call(byName, z.object({ cleared: z.int() })),
}
