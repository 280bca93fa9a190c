import { searchWords } from '../schemas/search.ts'
import { call } from '../rpc.ts'
import { nothing } from './inputs.ts'

/** Finding photos: what can be asked for. Photos themselves come from photos.index. */
export const searchContract = {
  /** The tags, cameras, lenses and file types that there are, for completion. */
  'search.words': call(nothing, searchWords),
}
