import { z } from 'zod'
import { album, albumInput, albumRule } from './schemas/album.ts'
import { availableModels, precision } from './schemas/catalogue.ts'
import { classification, classificationInput } from './schemas/classification.ts'
import { job, jobProblem } from './schemas/job.ts'
import { label, labelChange, labelInput, labelPack, labelPreview, prompts } from './schemas/label.ts'
import { folder, libraryStatus, root, scanSettings } from './schemas/library.ts'
import { model } from './schemas/model.ts'
import { modelCheck, providerTrial } from './schemas/modelCheck.ts'
import { pace, paceMode } from './schemas/pace.ts'
import { photoDetails, photoId, photoIndex, photoSource, taggedPhoto } from './schemas/photo.ts'
import { sidecarPreview, sidecarSettings, syncRequest, syncRun } from './schemas/sidecar.ts'
import { call, stream } from './rpc.ts'

/*
 * Everything that can be asked of Lumitag. The engine answers `contract`, each shell answers `hostContract`;
 * window, browser tab and terminal all speak this and nothing else.
 */

const nothing = z.undefined()
const byId = z.object({ id: z.int() })
const photoIds = z.array(photoId).min(1).max(100_000)

export const contract = {
  'library.status': call(nothing, libraryStatus),
  /** What the database's own integrity check finds wrong; empty when it is whole. */
  'library.check': call(nothing, z.array(z.string())),

  // roots: the folders the user added
  'roots.list': call(nothing, z.array(root)),
  /**
   * Adds a folder and starts scanning it; `folder` is its path inside the root. Known folders, and folders inside one,
   * are scanned again.
   */
  'roots.add': call(z.object({ path: z.string().min(1) }), root.extend({ folder: z.string() })),
  /** Forgets a folder and what was learnt about its photos. No file is touched. */
  'roots.remove': call(byId, nothing),
  'roots.scan': call(z.object({ id: z.int().optional() }), nothing),
  /**
   * Says where a folder is now; what is known of its photos goes along. BAD_INPUT if none of them is there, unless
   * `anyway`.
   */
  'roots.relocate': call(
    z.object({ id: z.int(), path: z.string().min(1), anyway: z.boolean().default(false) }),
    root,
  ),
  /** Forgets the photos of a folder that are gone, with their decisions. BAD_INPUT while its drive is away. */
  'roots.forgetGone': call(byId, z.object({ forgotten: z.int() })),
  'scanning.settings': call(nothing, scanSettings),
  /** Changes what scans pass over, and scans again if that is something else. */
  'scanning.change': call(scanSettings.partial(), scanSettings),
  'folders.list': call(nothing, z.array(folder)),

  // photos
  'photos.index': call(z.object({ source: photoSource }), photoIndex),
  /** The photo that a file on this computer is. NOT_FOUND if it is not in the library. */
  'photos.locate': call(z.object({ path: z.string().min(1) }), z.object({ id: photoId })),
  'photos.get': call(z.object({ id: photoId }), photoDetails),
  /** What models say about one photo and words that are only tried. Nothing about it is kept. */
  'photos.classify': call(classificationInput, classification),
  /** Deletes the copy of a photo that was dropped into the window. */
  'photos.forget': call(z.object({ id: z.int() }), nothing),
  /** Reads the photos that were not read yet. */
  'photos.read': call(nothing, job),
  /** Forgets photos whose files are gone, with their decisions. Others are left as they are. */
  'photos.forgetMissing': call(z.object({ photoIds }), z.object({ forgotten: z.int() })),
  /**
   * The user put these photos' files into the trash. Those that are really gone leave the views; their decisions are kept
   * in case the files are put back.
   */
  'photos.trashed': call(z.object({ photoIds }), nothing),

  // tags: what was decided about photos
  /** Accept, reject or clear one tag on photos; `label` where the tag is a label's. */
  'tags.decide': call(
    z.object({
      photoIds,
      path: z.string().trim().min(1),
      decision: z.enum(['accept', 'reject', 'clear']),
    }),
    nothing,
  ),

  /** All decisions of photos that are there, by photo, a page at a time: those after this photo, whole photos only. */
  'tags.list': call(
    z.object({ after: z.int().default(0), photos: z.int().positive().max(10_000).default(1000) }),
    z.array(taggedPhoto),
  ),

  // labels: what the user wrote
  'labels.list': call(nothing, z.array(label)),
  /** Makes the label, its smart album, and the automatic tags that follow from it. */
  'labels.add': call(labelInput, label),
  'labels.update': call(z.object({ id: z.int(), change: labelChange }), label),
  /** Removes the label, its smart album and its automatic tags; what the user accepted or rejected stays. */
  'labels.remove': call(byId, nothing),
  'labels.preview': call(
    z.object({
      prompts,
      automatic: z.number().nullable().default(null),
      suggestion: z.number().nullable().default(null),
    }),
    labelPreview,
  ),
  'labels.packs': call(nothing, z.array(labelPack)),
  /** Adds the labels of a pack that are not there yet. */
  'labels.addPack': call(z.object({ name: z.string() }), z.array(label)),

  // smart albums
  'albums.list': call(nothing, z.array(album)),
  'albums.create': call(albumInput, album),
  'albums.update': call(
    z.object({ id: z.int(), name: z.string().trim().min(1).max(255).optional(), rule: albumRule.optional() }),
    album,
  ),
  'albums.remove': call(byId, nothing),

  // jobs: what runs, and the user's hand on it
  'jobs.list': call(nothing, z.array(job)),
  'jobs.pause': call(byId, nothing),
  'jobs.resume': call(byId, nothing),
  'jobs.cancel': call(byId, nothing),
  'jobs.problems': call(byId, z.array(jobProblem)),
  /** Does an ended job again for what failed in it. */
  'jobs.retry': call(byId, job),
  /** How hard indexing works the computer. */
  'jobs.pace': call(nothing, pace),
  'jobs.setPace': call(z.object({ mode: paceMode }), pace),

  // sidecars
  /** A dry run of a sync: nothing is written. Lists at most `most` changes, conflicts and refusals first. */
  'sidecars.preview': call(
    syncRequest.extend({ most: z.int().positive().max(100_000).default(2000) }),
    sidecarPreview,
  ),
  'sidecars.sync': call(syncRequest, job),
  /** Syncs that can be looked at and undone, newest first. */
  'sidecars.runs': call(nothing, z.array(syncRun)),
  /** Gives files and tags back what they were before a run, where nobody changed them since. */
  'sidecars.undo': call(z.object({ run: z.string() }), job),
  'sidecars.settings': call(nothing, sidecarSettings),
  'sidecars.setSettings': call(sidecarSettings.partial(), sidecarSettings),

  // models
  'models.list': call(nothing, z.array(model)),
  /** What the model in use was taught, one name per concept; null where it understands any words. */
  'models.words': call(nothing, z.array(z.string()).nullable()),
  /**
   * Registers a model folder on this computer after its self-test. TOWERS_DISAGREE if pictures and texts do not match;
   * `anyway` adds it all the same.
   */
  'models.add': call(
    z.object({
      directory: z.string().min(1),
      name: z.string().trim().min(1).optional(),
      anyway: z.boolean().optional(),
    }),
    model,
  ),
  /**
   * Runs a model's self-test, and tries it on every execution provider of this computer. What is wrong is in the findings;
   * it rejects only where the model does not run at all.
   */
  'models.check': call(z.object({ id: z.string() }), modelCheck),
  /**
   * What the model in use reads photos with; a `choice` changes it: "auto" (the fastest that is trusted), "cpu", or one
   * that passed the check.
   */
  'models.provider': call(
    z.object({ choice: z.string().optional() }),
    z.object({ choice: z.string(), inUse: z.string(), tried: z.array(providerTrial) }),
  ),
  /** The models that can be downloaded, what each would take on this computer, and which one fits it best. */
  'models.available': call(nothing, availableModels),
  /** Downloads a model of the catalogue and registers it; asked again, an interrupted download goes on. */
  'models.install': call(
    z.object({ name: z.string(), precision: precision.optional(), textPrecision: precision.optional() }),
    job,
  ),
  /** Puts a model in use and indexes the library with it; other models' embeddings stay. */
  'models.use': call(z.object({ id: z.string() }), model),

  /** What changed, so that a view can ask again: at most a few a second. Starts with all running jobs. */
  events: stream(
    nothing,
    z.discriminatedUnion('topic', [
      z.object({ topic: z.literal('jobs'), jobs: z.array(job) }),
      z.object({ topic: z.literal('photos') }),
      z.object({ topic: z.literal('tags') }),
      z.object({ topic: z.literal('labels') }),
      z.object({ topic: z.literal('albums') }),
      z.object({ topic: z.literal('roots') }),
      z.object({ topic: z.literal('models') }),
    ]),
  ),
}

/** What only the program around the engine can do. Every shell fills all of it, or it does not compile. */
export const hostContract = {
  'host.info': call(
    nothing,
    z.object({
      shell: z.enum(['electron', 'browser']),
      platform: z.string(),
      home: z.string(),
      pathSeparator: z.string(),
    }),
  ),
  /** The system's folder dialog; null when the user closed it; HOST_CANNOT where there is none (use host.folders). */
  'host.pickFolder': call(nothing, z.string().nullable()),
  /** Names of the folders in a folder, for choosing one where there is no system dialog. */
  'host.folders': call(
    z.object({ path: z.string().optional() }),
    z.object({
      path: z.string(),
      parent: z.string().nullable(),
      folders: z.array(z.string()),
      pictures: z.int(),
    }),
  ),
  /** Shows the photo's file in the system's file manager. */
  'host.reveal': call(z.object({ photoId }), nothing),
  /** Opens the photo in the system's usual program. */
  'host.open': call(z.object({ photoId }), nothing),
  /**
   * Moves photos to the system's trash, each with the sidecar that is named after it. Problems are told one by one;
   * HOST_CANNOT where there is no trash.
   */
  'host.trash': call(
    z.object({ photoIds }),
    z.object({
      trashed: z.array(photoId),
      problems: z.array(z.object({ photoId, message: z.string() })),
    }),
  ),
}

export type EngineContract = typeof contract
export type HostContract = typeof hostContract
export const shellContract = { ...contract, ...hostContract }
export type ShellContract = typeof shellContract
export type EngineEvent = z.output<(typeof contract)['events']['output']>
