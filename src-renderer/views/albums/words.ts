import { createContext } from 'svelte'
import type { SearchWords } from '../../../src-shared/schemas/search.ts'

/** What conditions can name, for completion; undefined until it is known. */
export const [getWords, setWords] = createContext<() => SearchWords | undefined>()
