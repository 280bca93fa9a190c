import type { searchContract } from '../../../src-shared/contract/search.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import type { EngineParts } from '../parts.ts'
import { searchWords } from '../search/words.ts'

/** Finding photos. */
export function searchHandlers({
  store,
  present,
  search,
  duplicates,
}: EngineParts): Handlers<typeof searchContract> {
  return {
    'search.words': () => searchWords(store, present()),
    'search.duplicates': () => duplicates(),
    'search.read': ({ text, language }) => search.read(text, language),
  }
}
