import { createContext } from 'svelte'
import { MediaQuery } from 'svelte/reactivity'
import type { EngineEvent, ShellContract } from '../../src-shared/contract.ts'
import type { Output } from '../../src-shared/rpc.ts'
import type { Rule } from '../../src-shared/rules/tree.ts'
import type { Album } from '../../src-shared/schemas/album.ts'
import type { Job } from '../../src-shared/schemas/job.ts'
import type { TagsChanged, UndoneStep } from '../../src-shared/schemas/tagging.ts'
import type { Root } from '../../src-shared/schemas/library.ts'
import type { ListedModel } from '../../src-shared/schemas/model.ts'
import type { Connection, HostEvent } from '../api/connection.svelte.ts'
import { describeError } from '../errors.ts'
import { hear } from '../words/hear.ts'
import { say } from '../words/say.svelte.ts'
import { Decisions } from './decisions.svelte.ts'
import { Inspection } from './inspection.svelte.ts'
import { Keymap } from './keymap/keymap.svelte.ts'
import { Jobs, jobTitle, syncWords } from './jobs.svelte.ts'
import type { LeftDraft } from './labelDraft.svelte.ts'
import { Navigation } from './navigation.svelte.ts'
import { PhotoList } from './photoList.svelte.ts'
import { dependsOnScores, dependsOnTags, type Source } from './place.ts'
import { Preferences } from './preferences.svelte.ts'
import { Resource } from './resource.svelte.ts'
import { Selection } from './selection.svelte.ts'
import { Toasts } from './toasts.svelte.ts'
import { TryOut } from './tryOut.svelte.ts'
import { Why } from './why.svelte.ts'

/** The dialog that is open, with what it is about. */
export type Dialog =
  | { kind: 'add-folder'; dropped?: string }
  | { kind: 'packs' | 'models' | 'jobs' | 'keys' | 'history' }
  | { kind: 'relocate'; root: Root }
  | { kind: 'settings'; section: 'look' | 'folders' | 'model' | 'sidecars' | 'library' }
  | { kind: 'album'; album: Album | null; begin?: { name: string; rule: Rule } }
  | { kind: 'add-to-album'; photoIds: readonly number[] }
  | { kind: 'sync'; source: Source; selected: readonly number[] }
  | { kind: 'switch-model'; model: ListedModel }
  | { kind: 'problems'; job: Job }
  | { kind: 'rename-tag'; path: string }
  | { kind: 'confirm'; title: string; text: string; button: string; run: () => Promise<void> }

export type HostInfo = Output<ShellContract, 'host.info'>

/** Everything the window knows. Views ask it and draw; it asks the engine. */
export class App {
  readonly api: Connection
  readonly navigation: Navigation
  readonly preferences: Preferences
  readonly keymap: Keymap
  readonly toasts = new Toasts()
  readonly jobs = new Jobs()
  readonly selection = new Selection()
  readonly photos: PhotoList
  readonly decisions: Decisions
  readonly inspection: Inspection
  readonly tryOut: TryOut
  readonly why: Why
  readonly host
  readonly status
  readonly roots
  readonly folders
  readonly labels
  readonly albums
  /** every tag of the library */
  readonly tags
  readonly models
  readonly pace
  dialog: Dialog | null = $state.raw(null)
  readonly #narrow = new MediaQuery('width < 860px')
  /** in a window that has no room for it the inspector lies over the photos, until it is put away */
  #inspectorOver = $state(false)
  /** it lies over them now */
  inspectorOver = $derived.by(() => this.#narrow.current && this.inspector)
  /** tags of a photo, to be pasted on others */
  copiedTags: readonly string[] = $state.raw([])
  /** side panels are shown */
  panels = $state(true)
  /** how well photos fit a search is shown under them */
  showScores = $state(false)
  /** where a label is seen is shown on photos */
  showWhy = $state(false)
  /** nothing but the photos */
  immersive = $state(false)
  leftDraft: LeftDraft | null = null
  /** the photo that is shown large gives way to the next one by itself */
  slideshow = $state(false)

  constructor(api: Connection, navigation: Navigation, preferences: Preferences) {
    this.api = api
    this.navigation = navigation
    this.preferences = preferences
    this.keymap = new Keymap(preferences)
    this.photos = new PhotoList(api)
    this.decisions = new Decisions(api)
    this.inspection = new Inspection(api, this.decisions)
    this.tryOut = new TryOut(api, () => this.models.value ?? [])
    this.why = new Why(api)
    this.host = new Resource<HostInfo>((signal) => api.call('host.info', undefined, signal))
    this.status = new Resource((signal) => api.call('library.status', undefined, signal))
    this.roots = new Resource((signal) => api.call('roots.list', undefined, signal))
    this.folders = new Resource(
      (signal) => api.call('folders.list', undefined, signal),
      () => 1000,
    )
    this.labels = new Resource((signal) => api.call('labels.list', undefined, signal))
    this.tags = new Resource(
      (signal) => api.call('tags.known', undefined, signal),
      () => 1000,
    )
    this.albums = new Resource((signal) => api.call('albums.list', undefined, signal))
    this.models = new Resource((signal) => api.call('models.list', undefined, signal))
    this.pace = new Resource(
      (signal) => api.call('jobs.pace', undefined, signal),
      () => 20_000,
    )
  }

  model = $derived.by(() => this.models.value?.find((model) => model.active))
  /** the starter model is in use: scores are a first impression */
  starter = $derived.by(() => this.model?.source === 'starter')
  /** the model in use has no score for one label alone: no thresholds, no suggestions, no bars */
  ranksOnly = $derived.by(() => this.model?.scoring === 'softmax')

  inspector = $derived.by(() => (this.#narrow.current ? this.#inspectorOver : this.preferences.inspector))

  toggleInspector(): void {
    if (this.#narrow.current) this.#inspectorOver = !this.#inspectorOver
    else this.preferences.inspector = !this.preferences.inspector
  }

  /** Asks for everything again: at the start, and after the line was down. */
  refreshAll(): void {
    for (const resource of [
      this.host,
      this.status,
      this.roots,
      this.folders,
      this.labels,
      this.albums,
      this.tags,
      this.models,
      this.pace,
    ])
      void resource.load()
    if (this.photos.shown) void this.photos.index.load()
    if (this.navigation.place.view === 'try') this.tryOut.ask()
    if (this.inspection.ids.length > 0) this.inspection.details.refresh()
    this.try(async () => void this.jobs.update(await this.api.call('jobs.list', undefined)))
  }

  /** Asks again for what changed, and only that. */
  onEvent(event: EngineEvent): void {
    const source = this.photos.source
    switch (event.topic) {
      case 'jobs':
        this.pace.refresh()
        for (const job of this.jobs.update(event.jobs)) this.#ended(job)
        return
      case 'photos':
      case 'roots':
        return this.#refresh(
          this.status,
          this.roots,
          this.folders,
          this.tags,
          this.photos.index,
          this.inspection.details,
        )
      case 'tags':
      case 'labels':
        this.#refresh(this.status, this.labels, this.albums, this.tags, this.inspection.details)
        return dependsOnTags(source) ? this.photos.index.refresh() : undefined
      case 'albums':
        this.albums.refresh()
        return source.kind === 'album' ? this.photos.index.refresh() : undefined
      case 'models':
        this.#refresh(this.models, this.labels, this.status, this.inspection.details)
        return dependsOnScores(source) ? this.photos.index.refresh() : undefined
    }
  }

  /** What was done on the desktop: a folder was opened from outside, the menu was used. */
  onHostEvent(event: HostEvent): void {
    if (event.kind === 'show-keys') this.dialog = { kind: 'keys' }
    else if (event.kind === 'show-library') this.dialog = { kind: 'settings', section: 'library' }
    else {
      const { rootId, path } = event
      this.navigation.go({ view: 'photos', source: { kind: 'folder', rootId, path } })
    }
  }

  /** Runs what a button or key started; what goes wrong is said in a toast. */
  try(action: () => Promise<void>): void {
    action().catch((error: unknown) => this.report(error))
  }

  report(error: unknown): void {
    const view = describeError(error)
    if (view) this.toasts.show(`${view.title}. ${view.sentence}`, { kind: 'error' })
  }

  /** Says what was decided, with the way back from that and nothing else, whatever was decided since. */
  decided(text: string, done: TagsChanged | Promise<TagsChanged>): void {
    const run = (): void => this.try(async () => this.undo((await done).step))
    this.toasts.show(text, { topic: 'decision', action: { text: say('Undo'), run } })
  }

  /** Takes back a change of tags, by default this window's last. */
  undo(step?: number | null): void {
    this.try(async () => {
      const undone = await this.decisions.undo(step)
      this.toasts.show(undone ? undoneWords(undone) : say('There is nothing to undo.'), { topic: 'decision' })
    })
  }

  /** Says what a job did whose dialog is not open. */
  #ended(job: Job): void {
    if (job.state !== 'done') return
    if (job.kind === 'sync' && this.dialog?.kind !== 'sync')
      this.toasts.show(say('Sidecars: {done}.', { done: syncWords(job) || say('nothing to do') }))
    if (job.kind === 'prepare' && this.dialog?.kind !== 'switch-model')
      this.toasts.show(say('{job}: done. See what would change before you use it.', { job: jobTitle(job) }), {
        action: { text: say('Models…'), run: () => (this.dialog = { kind: 'models' }) },
      })
  }

  #refresh(...resources: Resource<unknown>[]): void {
    for (const resource of resources)
      if (resource !== this.inspection.details || this.inspection.ids.length > 0) resource.refresh()
  }
}

function undoneWords({ step, skipped }: UndoneStep): string {
  const undone = say('Undone: “{step}” on {photos, plural, one{# photo} other{# photos}}.', {
    step: hear(step.title),
    photos: step.photos,
  })
  if (skipped === 0) return undone
  const left = say(
    '{marks, plural, one{# of them was changed since and stays as it is.} other{# of them were changed since and stay as they are.}}',
    { marks: skipped },
  )
  return `${undone} ${left}`
}

export const [getApp, setApp] = createContext<App>()
