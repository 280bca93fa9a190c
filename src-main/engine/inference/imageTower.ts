import { Tensor } from 'onnxruntime-node'
import { basename } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { readPositionTable } from './positionTable.ts'
import type { ModelInput } from './preprocess/imageProcessor.ts'
import { positionEmbeddings, type PositionTable } from './preprocess/positionEmbeddings.ts'
import type { Grid } from './preprocess/toPatches.ts'
import type { VisionTower } from './protocol.ts'
import { integers, openSession, type Session } from './session.ts'

/** What NaFlex graphs ask for beside the patches; each export for some of them. */
const ABOUT_PATCHES = ['pixel_attention_mask', 'spatial_shapes', 'position_embeddings']

/** One stays loaded per worker; another model's takes its place. */
let loaded: { name: string; session: Session; positions: PositionTable | null } | undefined

/**
 * The L2-normalised embedding of a prepared picture. PROVIDER_FAILED is about the execution provider that was asked for:
 * the tower may well work on the processor.
 */
export const embedImage = (tower: VisionTower, input: ModelInput): Promise<Float32Array> =>
  withTower(tower, input, (session, feeds) => session.run(feeds))

/** The same with the tokens that the tower's head pools, and the session's name for what it makes of them; null where there are none. */
export const embedWithTokens = (
  tower: VisionTower,
  input: ModelInput,
): Promise<{ embedding: Float32Array; tokens: Tensor; output: string } | null> =>
  withTower(tower, input, async (session, feeds) => {
    const both = await session.runWithTokens(feeds)
    return both && { ...both, output: session.output }
  })

async function withTower<T>(
  tower: VisionTower,
  input: ModelInput,
  run: (session: Session, feeds: Record<string, Tensor>) => Promise<T>,
): Promise<T> {
  try {
    await loadImageTower(tower, input)
    const { session, positions } = loaded!
    const { values, shape, grid } = input
    const pixels = new Tensor('float32', values, shape)
    return await run(session, {
      pixel_values: pixels,
      ...(grid && aboutPatches(grid, session, positions)),
    })
  } catch (error) {
    if (!tower.provider) throw error
    await unloadImageTower()
    const words = error instanceof Error ? error.message : String(error)
    throw new LumitagError('PROVIDER_FAILED', words, { cause: error })
  }
}

/** Loads a tower, unless it is loaded. */
export async function loadImageTower(tower: VisionTower, { grid }: ModelInput): Promise<void> {
  const name = [tower.file, tower.fingerprint, tower.provider].join(' ')
  if (loaded?.name === name) return
  await unloadImageTower()
  const session = await openSession(tower.file, 'pixel_values', grid ? ABOUT_PATCHES : [], tower)
  const positions = await positionsOf(tower, session).catch(async (error: unknown) => {
    await session.release()
    throw error
  })
  loaded = { name, session, positions }
}

export async function unloadImageTower(): Promise<void> {
  const last = loaded
  loaded = undefined
  await last?.session.release()
}

function aboutPatches(
  { rows, columns }: Grid,
  { inputs }: Session,
  positions: PositionTable | null,
): Record<string, Tensor> {
  const count = rows * columns
  const feeds: Record<string, Tensor> = {}
  const mask = inputs.get('pixel_attention_mask')
  const shapes = inputs.get('spatial_shapes')
  // there is no padding to mask
  if (mask) feeds.pixel_attention_mask = integers(new Uint8Array(count).fill(1), mask.type, [1, count])
  if (shapes) feeds.spatial_shapes = integers([rows, columns], shapes.type, [1, 2])
  if (positions)
    feeds.position_embeddings = new Tensor('float32', positionEmbeddings(positions, { rows, columns }), [
      1,
      count,
      positions.width,
    ])
  return feeds
}

/** Null where the graph knows its positions itself. */
async function positionsOf(
  { file, positionsFile }: VisionTower,
  { inputs }: Session,
): Promise<PositionTable | null> {
  const input = inputs.get('position_embeddings')
  if (!input) return null
  const width = input.shape.at(-1)
  if (!positionsFile || typeof width !== 'number')
    throw new LumitagError(
      'MODEL_FOLDER_INVALID',
      `${basename(file)} asks for position embeddings: put those of its checkpoint beside it as position_embeddings.f32 (plain float32).`,
    )
  return readPositionTable(positionsFile, width)
}
