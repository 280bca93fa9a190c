import { albumsContract } from './contract/albums.ts'
import { eventsContract } from './contract/events.ts'
import { hostContract } from './contract/host.ts'
import { jobsContract } from './contract/jobs.ts'
import { labelsContract } from './contract/labels.ts'
import { libraryContract } from './contract/library.ts'
import { modelsContract } from './contract/models.ts'
import { photosContract } from './contract/photos.ts'
import { searchContract } from './contract/search.ts'
import { sidecarsContract } from './contract/sidecars.ts'
import { tagsContract } from './contract/tags.ts'
import type { z } from 'zod'

/*
 * Everything that can be asked of Lumitag, an area a file. The engine answers `contract`, each shell answers
 * `hostContract`; window, browser tab and terminal all speak this and nothing else.
 */

export const contract = {
  ...libraryContract,
  ...photosContract,
  ...searchContract,
  ...tagsContract,
  ...labelsContract,
  ...albumsContract,
  ...jobsContract,
  ...sidecarsContract,
  ...modelsContract,
  ...eventsContract,
}

export { hostContract }
export const shellContract = { ...contract, ...hostContract }

export type EngineContract = typeof contract
export type HostContract = typeof hostContract
export type ShellContract = typeof shellContract
export type EngineEvent = z.output<(typeof contract)['events']['output']>
