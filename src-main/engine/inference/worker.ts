import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import { toErrorData } from '../../../src-shared/errors.ts'
import { readFacts } from '../media/metadata/readFacts.ts'
import { contentHash } from './contentHash.ts'
import { embeddedMetadata } from './embeddedMetadata.ts'
import { runGolden } from './golden/runGolden.ts'
import { findTextLimits } from './golden/textLimits.ts'
import { embedPhoto, indexPhoto, lookAtPhoto } from './indexPhoto.ts'
import { hiddenParts } from './parts/hidden.ts'
import { drawOverlay } from './parts/overlay.ts'
import { pooledParts } from './parts/pooled.ts'
import { readPhoto, usePhoto, type PhotoBytes } from './photoBytes.ts'
import type { FromWorker, Kind, Reply, Request, Results, Task, ToWorker } from './protocol.ts'
import { renderPicture } from './renderPicture.ts'
import { providers } from './session.ts'
import { sharpnessOf } from './sharpness.ts'
import { spellingOf } from './textTower.ts'
import { embedTexts, releaseTowers, testTowers } from './towers.ts'

/* Entry of a worker thread: one task after the other. */

// one thread per worker is the fastest on every machine measured (PERFORMANCE.md); the cache only holds memory
sharp.concurrency(1)
sharp.cache(false)

/** Metadata lies within so many bytes of a file, with the rarest exceptions. */
const MOST_FOR_METADATA = 32 * 1024 ** 2

function perform(task: Task, reading: Promise<PhotoBytes> | undefined): Promise<Results[Kind]> {
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
    case 'texts':
      return embedTexts(task.text, task.texts)
    case 'spelling':
      return spellingOf(task.text, task.texts)
    case 'test':
      return testTowers(task.vision, task.text)
    case 'golden':
      return runGolden(task.vision, task.picture)
    case 'textLimits':
      return findTextLimits(task.text, task.pieces)
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

const send = (message: FromWorker): void => parentPort!.postMessage(message)
send({ ready: true })

async function answer({ id, task }: Request, reading: Promise<PhotoBytes> | undefined): Promise<Reply> {
  return perform(task, reading).then(
    (value) => ({ id, value }),
    (error: unknown) => ({ id, error: toErrorData(error) }),
  )
}

let last: Promise<unknown> = Promise.resolve()
parentPort!.on('message', (message: ToWorker) => {
  // read now, while the photo before it is in the model
  const reading =
    message !== 'release' && message.task.kind === 'index' ? readPhoto(message.task.file) : undefined
  reading?.catch(() => {})
  last = last.then(async () => {
    if (message !== 'release') return send(await answer(message, reading))
    await releaseTowers()
    send({ released: true })
  })
})
