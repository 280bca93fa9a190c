import { z } from 'zod'
import { call } from '../rpc.ts'
import { nothing, photoIds } from './inputs.ts'
import { taggedPhoto } from '../schemas/photo.ts'
import { tagFilter, tagPath } from '../schemas/tagFilter.ts'
import {
  knownTag,
  renaming,
  tagsChanged,
  tagStep,
  tagSummary,
  tagTally,
  triedRenaming,
  undoneStep,
} from '../schemas/tagging.ts'

/** Tags: what was decided about photos. Everything that changes them is one step, which `tags.undo` takes back. */
export const tagsContract = {
  /** Accept, reject or clear one tag on photos; the label's where the tag is a label's. */
  'tags.decide': call(
    z.object({ photoIds, path: tagPath, decision: z.enum(['accept', 'reject', 'clear']) }),
    tagsChanged,
  ),
  /** Accepts several tags on photos, where they are not there yet. */
  'tags.add': call(z.object({ photoIds, paths: z.array(tagPath).min(1).max(1000) }), tagsChanged),
  /** Decisions and suggestions of photos, counted by tag. */
  'tags.summary': call(z.object({ photoIds }), z.array(tagSummary)),
  /**
   * All decisions, or those that a filter finds, by photo, a page at a time: those after this photo, whole photos only.
   * Of photos whose files are gone only if asked for.
   */
  'tags.list': call(
    z.object({
      after: z.int().default(0),
      photos: z.int().positive().max(10_000).default(1000),
      filter: tagFilter.default({}),
      missing: z.boolean().default(false),
    }),
    z.array(taggedPhoto),
  ),
  /** Every tag of the library, by path; with a filter those that it finds, and on how many photos. */
  'tags.known': call(tagFilter.optional(), z.array(knownTag)),
  /** How many decisions a filter finds, on how many photos, those whose files are gone too: what `tags.remove` takes back. */
  'tags.tally': call(tagFilter, tagTally),
  /** Every model that set tags which are there, by id, also those that are not installed any more. */
  'tags.models': call(nothing, z.array(z.string())),
  /**
   * Gives a tag, and those below it, another path on all photos. Where a photo has the new one already, both become one.
   * BAD_INPUT if both are labels, or if it would go below itself.
   */
  'tags.rename': call(renaming, tagsChanged),
  /** What renaming these, one after the other, would do, with the same refusals; nothing is changed. */
  'tags.tryRename': call(z.array(renaming).min(1).max(1000), z.array(triedRenaming)),
  /** Takes all these decisions back, exactly: what a model, a label or a file set, or a tag from all photos. */
  'tags.remove': call(tagFilter, tagsChanged),
  /** What was done to tags, newest first. */
  'tags.steps': call(z.object({ most: z.int().positive().max(1000).default(100) }), z.array(tagStep)),
  /** Takes a step back, by default the newest; null if there is none. */
  'tags.undo': call(z.object({ step: z.int().optional() }), undoneStep.nullable()),
}
