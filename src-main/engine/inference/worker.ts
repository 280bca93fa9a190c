import sharp from 'sharp'
import { readFacts } from '../media/metadata/readFacts.ts'
import { answerTasks } from './answerTasks.ts'
import { contentHash } from './contentHash.ts'
import { embeddedMetadata } from './embeddedMetadata.ts'
import { runGolden } from './golden/runGolden.ts'
import { embedPhoto, indexPhoto, lookAtPhoto } from './indexPhoto.ts'
import { hiddenParts } from './parts/hidden.ts'
import { drawOverlay } from './parts/overlay.ts'
import { pooledParts } from './parts/pooled.ts'
import { readPhoto, usePhoto, type PhotoBytes } from './photoBytes.ts'
import type { Kind, PhotoTask, Results } from './protocol.ts'
import { renderPicture } from './renderPicture.ts'
import { providers } from './session.ts'
import { sharpnessOf } from './sharpness.ts'

/* Entry of a worker thread for photos. */

// one thread per worker is the fastest on every machine measured (PERFORMANCE.md); the cache only holds memory
sharp.concurrency(1)
sharp.cache(false)

/** Metadata lies within so many bytes of a file, with the rarest exceptions. */
const MOST_FOR_METADATA = 32 * 1024 ** 2

function perform(task: PhotoTask, reading: Promise<PhotoBytes> | undefined): Promise<Results[Kind]> {
  switch (task.kind) {
    case 'index':
      return usePhoto(reading ?? readPhoto(task.file), (bytes) => indexPhoto(task, bytes))
    case 'embed':
      return usePhoto(readPhoto(task.file), (bytes) => embedPhoto(task, bytes))
    case 'pooled':
      return usePhoto(readPhoto(task.file), (bytes) => pooledParts(task, bytes))
    case 'hidden':
      return hiddenParts(task)
    case 'overlay':
      return drawOverlay(task)
    case 'look':
      return usePhoto(readPhoto(task.file), (bytes) => lookAtPhoto(task, bytes))
    case 'metadata':
      return usePhoto(readPhoto(task.file, MOST_FOR_METADATA), readFacts)
    case 'hash':
      return usePhoto(readPhoto(task.file), contentHash)
    case 'golden':
      return runGolden(task.vision, task.picture)
    case 'providers':
      return Promise.resolve(providers())
    case 'render':
      return renderPicture(task)
    case 'sharpness':
      return sharpnessOf(task.files)
    case 'embedded':
      return embeddedMetadata(task.file)
  }
}

answerTasks((task: PhotoTask) => {
  // read now, while the photo before it is in the model
  const reading = task.kind === 'index' ? readPhoto(task.file) : undefined
  reading?.catch(() => {})
  return () => perform(task, reading)
})
