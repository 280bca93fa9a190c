import type { EngineContract } from '../../src-shared/contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { albumsHandlers } from './handlers/albums.ts'
import { jobsHandlers } from './handlers/jobs.ts'
import { labelsHandlers } from './handlers/labels.ts'
import { libraryHandlers } from './handlers/library.ts'
import { modelsHandlers } from './handlers/models.ts'
import { photosHandlers } from './handlers/photos.ts'
import { searchHandlers } from './handlers/search.ts'
import { sidecarsHandlers } from './handlers/sidecars.ts'
import { tagsHandlers } from './handlers/tags.ts'
import type { EngineParts } from './parts.ts'

/** The contract, answered: each call is a few lines on the parts that do the work, and says what changed. */
export function createHandlers(parts: EngineParts): Handlers<EngineContract> {
  return {
    ...libraryHandlers(parts),
    ...photosHandlers(parts),
    ...searchHandlers(parts),
    ...tagsHandlers(parts),
    ...labelsHandlers(parts),
    ...albumsHandlers(parts),
    ...jobsHandlers(parts),
    ...sidecarsHandlers(parts),
    ...modelsHandlers(parts),
    events: (_input, { signal }) => parts.events.listen(signal),
  }
}
