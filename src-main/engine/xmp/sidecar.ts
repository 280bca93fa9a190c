import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { stat, unlink } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { readClaimedEnding } from './claim.ts'
import { chooseSidecar, sidecarInDoubt } from './choose.ts'
import type { Naming, SidecarChoice } from './choose.ts'
import { isRawName } from './endings.ts'
import { exclusively } from './exclusively.ts'
import { fileError } from './fileError.ts'
import { addName } from './folderIndex.ts'
import type { FolderIndex, SidecarStyle } from './folderIndex.ts'
import { assertWritableFolder, listFolder, removeLeftovers, syncFolder } from './folders.ts'
import { planContent } from './plan.ts'
import type { SidecarPlan, SidecarRequest } from './plan.ts'
import { replaceFile } from './replaceFile.ts'
import { isUnchanged, loadSidecar, type SidecarFile } from './sidecarFile.ts'

export type { SidecarPlan, SidecarRequest } from './plan.ts'

/** A sidecar as it is on disk after writing. */
export interface WrittenSidecar {
  path: string
  sha256: string
  size: number
  mtimeMs: number
}

/** What is remembered of a sidecar file to see whether it changed. */
export interface LeftSidecar {
  path: string
  bytes: number
  /** milliseconds since 1970, as a stat says them */
  modifiedAt: number
}

const TRIES = 3

/** A run over many photos: folders are listed once, and made durable once, at close. */
export function openSidecarBatch(naming: Naming = 'auto', flushes: Flushes = async () => true): SidecarBatch {
  return new SidecarBatch(naming, flushes)
}

/** Whether each sidecar in a folder is to outlast a power cut before it takes its place. */
export type Flushes = (folder: string) => Promise<boolean>

/** Plans and writes the sidecars of many photos. */
export class SidecarBatch {
  readonly #folders = new Map<string, Promise<FolderIndex>>()
  readonly #naming: Naming
  readonly #written = new Set<string>()
  readonly #writable = new Map<string, Promise<void>>()
  readonly #flushes: Flushes
  readonly #flushed = new Map<string, Promise<boolean>>()

  constructor(naming: Naming, flushes: Flushes) {
    this.#naming = naming
    this.#flushes = flushes
  }

  /** What writing would do; touches no file. Refusals are thrown: XMP.md section 8. */
  async plan(request: SidecarRequest): Promise<SidecarPlan> {
    const folder = dirname(request.photo)
    for (let isRetry = false; ; isRetry = true) {
      const choice = await this.#choose(request)
      const path = join(folder, choice.name)
      const before = choice.exists ? await loadSidecar(path) : null
      if (choice.exists && !before && !isRetry) {
        this.#folders.delete(folder)
        continue
      }
      const second = choice.second === null ? null : await readIfPossible(join(folder, choice.second))
      const plan = await planContent(request, path, before, choice.notices, second)
      if (plan.action !== 'none') await this.#assertWritable(dirname(before?.target ?? path))
      return plan
    }
  }

  /** Whether a photo's sidecar is the file that was left at the last sync; a new choice of file is a change. */
  async isAsLeft(request: Pick<SidecarRequest, 'photo' | 'root'>, left: LeftSidecar): Promise<boolean> {
    const choice = await this.#choose(request)
    if (!choice.exists || join(dirname(request.photo), choice.name) !== left.path) return false
    const stats = await stat(left.path).catch(() => null)
    return stats?.size === left.bytes && stats.mtimeMs === left.modifiedAt
  }

  /** Whether a photo has a sidecar now. IO if its folder cannot be read. */
  async has(request: Pick<SidecarRequest, 'photo' | 'root'>): Promise<boolean> {
    return (await this.#choose(request)).exists
  }

  /**
   * Does what was planned, and where the sidecar has changed since, plans again; `note` is told before each try. Null
   * where there is nothing to write and no file. CHANGED_MEANWHILE, LOCKED, NO_SPACE, IO …
   */
  async write(
    plan: SidecarPlan,
    note: (current: SidecarPlan) => Promise<void> = async () => {},
  ): Promise<WrittenSidecar | 'deleted' | null> {
    return exclusively(plan.path, async () => {
      let current = plan
      for (let tries = 1; tries <= TRIES; tries++) {
        await note(current)
        if (current.action === 'none')
          return current.before && describeSidecar(current.path, current.before.bytes, current.before.stats)
        const written = await this.#writeOnce(current)
        if (written) return written
        this.#folders.delete(dirname(plan.path))
        current = await this.plan(plan.request)
      }
      throw new LumitagError(
        'CHANGED_MEANWHILE',
        `Another program keeps changing ${plan.path}. It was left to that program; try again later.`,
      )
    })
  }

  /** To be called at the end, also after an error. */
  async close(): Promise<void> {
    for (const folder of this.#written) await syncFolder(folder)
    this.#written.clear()
    this.#folders.clear()
    this.#writable.clear()
  }

  /** What is on disk after the plan is done; null if the file is not the one that was planned for. */
  async #writeOnce({ path, action, before, after }: SidecarPlan): Promise<WrittenSidecar | 'deleted' | null> {
    if (action === 'delete') return (await removeFile(before!)) ? 'deleted' : null
    const target = before?.target ?? path
    const folder = dirname(target)
    try {
      const index = await this.#list(folder)
      if (!this.#written.has(folder)) await removeLeftovers(folder, index)
      const flush = await this.#isFlushed(folder)
      const stats = await replaceFile(target, after!, before?.stats ?? null, { flush })
      if (!stats) return null
      addName(index, basename(target))
      this.#written.add(folder)
      return describeSidecar(path, after!, stats)
    } catch (error) {
      throw fileError(error, path)
    }
  }

  async #choose({ photo, root }: Pick<SidecarRequest, 'photo' | 'root'>): Promise<SidecarChoice> {
    const folder = dirname(photo)
    const name = basename(photo)
    const index = await this.#list(folder)
    const doubtful = sidecarInDoubt(name, index)
    const claimedEnding = doubtful && (await readClaimedEnding(join(folder, doubtful)))
    const isOpen = isRawName(name) && index.rawStyle === null && root !== undefined
    const inheritedStyle = isOpen ? await this.#styleAbove(folder, root) : null
    return chooseSidecar(name, index, { claimedEnding, inheritedStyle, naming: this.#naming })
  }

  async #styleAbove(folder: string, root: string): Promise<SidecarStyle | null> {
    const way = relative(root, folder)
    if (way === '' || way.startsWith('..') || isAbsolute(way)) return null
    const parent = dirname(folder)
    return (await this.#list(parent)).rawStyle ?? this.#styleAbove(parent, root)
  }

  /** Asked once per folder and run. */
  #assertWritable(folder: string): Promise<void> {
    const known = this.#writable.get(folder) ?? assertWritableFolder(folder)
    this.#writable.set(folder, known)
    return known
  }

  /** Asked once per folder and run. */
  #isFlushed(folder: string): Promise<boolean> {
    const known = this.#flushed.get(folder) ?? this.#flushes(folder)
    this.#flushed.set(folder, known)
    return known
  }

  #list(folder: string): Promise<FolderIndex> {
    const known = this.#folders.get(folder) ?? listFolder(folder)
    this.#folders.set(folder, known)
    return known
  }
}

/** The content of a sidecar that is only looked into; null where it cannot be read. */
async function readIfPossible(path: string): Promise<Uint8Array | null> {
  return loadSidecar(path).then(
    (file) => file?.bytes ?? null,
    () => null,
  )
}

/** Deletes a sidecar, unless it is not the file any more that was read: then false. */
async function removeFile({ target, stats }: SidecarFile): Promise<boolean> {
  try {
    if (!(await isUnchanged(target, stats))) return false
    await unlink(target)
    return true
  } catch (error) {
    throw fileError(error, target)
  }
}

/** A sidecar file as it is on disk. */
function describeSidecar(path: string, bytes: Uint8Array, { mtimeNs }: BigIntStats): WrittenSidecar {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  // to the last bit what a stat without bigint says, so that the two can be compared
  const mtimeMs = Number(mtimeNs / 1_000_000_000n) * 1000 + Number(mtimeNs % 1_000_000_000n) / 1e6
  return { path, sha256, size: bytes.length, mtimeMs }
}
