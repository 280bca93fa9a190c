import { z } from 'zod'
import { duplicatesFound } from '../schemas/duplicates.ts'
import { readQuery, searchWords } from '../schemas/search.ts'
import { call } from '../rpc.ts'
import { queryLanguage, queryText } from '../schemas/photo.ts'
import { nothing } from './inputs.ts'

/** Finding photos: what can be asked for. Photos themselves come from photos.index. */
export const searchContract = {
  /** The tags, cameras, lenses and file types that there are, for completion. */
  'search.words': call(nothing, searchWords),
  /** Copies, near duplicates and bursts, each group with the one that is proposed to be kept. Nothing is changed. */
  'search.duplicates': call(nothing, duplicatesFound),
  /** What a query means, as the rule of a smart album. What is not understood in it is told, never refused. */
  'search.read': call(z.object({ text: queryText, language: queryLanguage }), readQuery),
}
