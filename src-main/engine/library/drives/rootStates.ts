import { lstat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { RootRow, RootVolume } from '../../store/roots.ts'
import type { Store } from '../../store/store.ts'
import { reach } from './reach.ts'
import type { VolumePlace, Volumes } from './volumes.ts'

/**
 * there · empty: it can be read, and holds none of the photos it had · away: its drive is not connected, or does not
 * answer · gone: its drive is connected, and the folder is not on it · unreadable: no permission
 */
export type RootCondition = 'there' | 'empty' | 'away' | 'gone' | 'unreadable'

export interface RootStates {
  /** Looks at a root now: where it is, whether its own drive is mounted there; follows a drive that moved. */
  check(rootId: number): Promise<RootCondition>
  /** The same for all roots. True if anything is different from before. */
  checkAll(): Promise<boolean>
  /** What the last look said. */
  of(rootId: number): RootCondition
  /** Mount points inside a root whose drives are not there, as folders of the root. */
  awayInside(rootId: number): readonly string[]
  /** Whether a photo's file cannot be reached at present. */
  isAway(photo: { rootId: number; path: string }): boolean
  /** Whether any photo's cannot. */
  anyAway(): boolean
  /** The roots of which nothing can be read. */
  unreachable(): number[]
  /** Whether a file that is not found in a root is gone for certain, not only its drive. */
  isCertain(rootId: number): boolean
  /** Whether any of a root's photos is in this folder, where they were in the root. */
  holdsSome(folder: string, rootId: number): Promise<boolean>
  /** A scan found none of a root's photos, or some again. */
  setEmpty(rootId: number, empty: boolean): void
}

/** Photos that are looked for at a place before a root is said to have moved there. */
const SAMPLE = 20

interface State {
  condition: RootCondition
  away: readonly string[]
  /** which volume the root is on is known */
  certain: boolean
}

const UNKNOWN: State = { condition: 'there', away: [], certain: false }

export function createRootStates(store: Store, volumes: Volumes): RootStates {
  const states = new Map<number, State>()
  const emptied = new Set<number>()
  const of = (rootId: number): State => states.get(rootId) ?? UNKNOWN

  async function check(rootId: number): Promise<RootCondition> {
    const root = store.roots.get(rootId)
    if (!root) return 'gone'
    const state = await look(root)
    if (store.roots.get(rootId)) states.set(rootId, state)
    return state.condition
  }

  async function look(root: RootRow): Promise<State> {
    const own = store.roots.volumes(root.id).find(({ folder }) => folder === '')
    const found = await reach(root.path)
    if (found === 'silent') return { ...UNKNOWN, condition: 'away' }
    if (found === 'unreadable') return { ...UNKNOWN, condition: 'unreadable' }
    const place = await volumes.placeOf(root.path)
    const isElsewhere = own !== undefined && place !== null && isOther(own, place)
    // photos that are where they were are those photos, whatever drive they are on now
    if (found === 'missing' || (isElsewhere && !(await holdsSome(root.path, root.id)))) {
      const path = own && (await findAgain(root, own))
      if (path) {
        store.roots.move(root.id, path)
        return look({ ...root, path })
      }
      // a device's name says nothing: another drive may have it now
      const isMounted = own && !own.volume.startsWith('device:') && (await volumes.isMounted(own.volume))
      const gone = found === 'missing' && (isMounted || (place !== null && own !== undefined && !isElsewhere))
      return { ...UNKNOWN, condition: gone ? 'gone' : 'away', certain: gone }
    }
    if (place) remember(root.id, '', place)
    if (found === 'there' && !emptied.has(root.id))
      return { condition: 'there', away: await lookInside(root), certain: place !== null }
    const empty = store.files.count(root.id) > 0
    return { ...UNKNOWN, condition: empty ? 'empty' : 'there', certain: place !== null }
  }

  function remember(rootId: number, folder: string, { volume, path, name }: VolumePlace): void {
    const now: RootVolume = { folder, volume, path, name }
    const known = store.roots.volumes(rootId).find((one) => one.folder === folder)
    // drives are looked at every few seconds: only news is worth writing
    if (JSON.stringify(known) !== JSON.stringify(now)) store.roots.putVolume(rootId, now)
  }

  /** Where the root's folder is now, if its volume is mounted at another place and holds its photos. */
  async function findAgain(root: RootRow, own: RootVolume): Promise<string | undefined> {
    const taken = new Set(store.roots.all().map(({ path }) => path))
    for (const path of await volumes.find(own))
      if (!taken.has(path) && (await holdsSome(path, root.id))) return path
    return undefined
  }

  async function holdsSome(folder: string, rootId: number): Promise<boolean> {
    if ((await reach(folder)) !== 'there') return false
    const sample = store.files.sample(rootId, SAMPLE)
    if (sample.length === 0) return true
    const sizes = await Promise.all(
      sample.map(({ path }) =>
        lstat(join(folder, path)).then(
          ({ size }) => size,
          () => undefined,
        ),
      ),
    )
    return sample.some(({ bytes }, at) => sizes[at] === bytes)
  }

  /** Remembers which volumes are mounted inside a root; answers the folders whose volumes are not there any more. */
  async function lookInside(root: RootRow): Promise<string[]> {
    const mounted = new Map<string, VolumePlace>()
    for (const { folder, place } of await volumes.below(root.path))
      mounted.set(relative(root.path, folder).split(sep).join('/'), place)
    for (const [folder, place] of mounted) remember(root.id, folder, place)
    const away: string[] = []
    for (const { folder } of store.roots.volumes(root.id)) {
      if (folder === '' || mounted.has(folder)) continue
      // with something in it, the mount point has become a folder like others
      if ((await reach(join(root.path, folder))) === 'there') store.roots.removeVolume(root.id, folder)
      else away.push(folder)
    }
    return away
  }

  return {
    check,
    async checkAll() {
      const before = describe()
      const ids = new Set(store.roots.all().map(({ id }) => id))
      for (const id of states.keys()) if (!ids.has(id)) states.delete(id)
      await Promise.all([...ids].map(check))
      return describe() !== before
    },
    of: (rootId) => of(rootId).condition,
    awayInside: (rootId) => of(rootId).away,
    isAway({ rootId, path }) {
      const { condition, away } = of(rootId)
      return condition !== 'there' || away.some((mount) => path.startsWith(`${mount}/`))
    },
    anyAway: () =>
      [...states.values()].some(({ condition, away }) => condition !== 'there' || away.length > 0),
    unreachable: () => [...states].flatMap(([id, { condition }]) => (condition === 'there' ? [] : [id])),
    isCertain: (rootId) => of(rootId).certain,
    holdsSome,
    setEmpty(rootId, empty) {
      if (empty) emptied.add(rootId)
      else emptied.delete(rootId)
    },
  }

  /** Everything that a view shows of it, as one value to compare. */
  function describe(): string {
    const paths = store.roots.all().map(({ id, path }) => [id, path, states.get(id)])
    return JSON.stringify(paths)
  }
}

/** True if the volume that is mounted at a root is not its own. */
function isOther(own: RootVolume, now: VolumePlace): boolean {
  if (own.path !== now.path) return true
  // a disk may be known by its device at one time and by its UUID at another: that says nothing
  const kinds = [own.volume, now.volume].map((volume) => volume.slice(0, volume.indexOf(':'))).sort()
  return own.volume !== now.volume && kinds.join() !== 'device,uuid'
}
