import { folders } from './sentences/folders.ts'
import { inWindow } from './sentences/inWindow.ts'
import { labels } from './sentences/labels.ts'
import { library } from './sentences/library.ts'
import { modelChecks } from './sentences/modelChecks.ts'
import { modelNotes } from './sentences/modelNotes.ts'
import { models } from './sentences/models.ts'
import { packs } from './sentences/packs.ts'
import { pictures } from './sentences/pictures.ts'
import { search } from './sentences/search.ts'
import { sidecars } from './sentences/sidecars.ts'

const same: readonly string[] = [
  ...[...folders, ...pictures, ...search, ...labels, ...sidecars],
  ...[...models, ...modelChecks, ...modelNotes, ...library, ...packs],
]

/**
 * What the engine says, in the words in which it says it, with what the window says for it: `hear` finds them again and
 * says them in the window's language. A sentence that is not here is shown in English. The engine's own values are in
 * braces; one that is the engine's words too is called `why`, `which`, `place`, `inputs`, `format` or `step`.
 */
export const sentences: readonly (readonly [said: string, shown: string])[] = [
  ...Object.entries(inWindow),
  ...same.map((sentence) => [sentence, sentence] as const),
]
