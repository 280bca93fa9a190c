import type { Keys } from '../../ui/keys.ts'
import { keyText } from '../../ui/keyText.ts'
import type { Preferences } from '../preferences.svelte.ts'
import { keyCommandNames, keyCommands, meet, type KeyCommandName } from './keyCommands.ts'
import { presets, type PresetName } from './presets.ts'

/** What the user chose about keys, as it is kept. */
export interface KeyChoices {
  preset: PresetName
  /** keys of commands that were set one by one; they win over the preset */
  own: Partial<Record<KeyCommandName, string[]>>
}

type Handlers = Partial<Record<KeyCommandName, Keys[string]>>

/** Which key does what: our own keys, those of another program, and single ones that the user set. */
export class Keymap {
  #preferences: Preferences

  constructor(preferences: Preferences) {
    this.#preferences = preferences
  }

  get preset(): PresetName {
    return this.#preferences.keys.preset
  }
  /** true where single keys differ from the preset */
  get changed(): boolean {
    return Object.keys(this.#preferences.keys.own).length > 0
  }

  keysOf(name: KeyCommandName): readonly string[] {
    const { preset, own } = this.#preferences.keys
    return own[name] ?? presets[preset][name] ?? keyCommands[name].keys
  }

  /** The first key of a command as it is printed beside what it does; undefined where it has none. */
  text(name: KeyCommandName): string | undefined {
    const [key] = this.keysOf(name)
    return key && keyText(key)
  }

  /** Handlers by key, for `viewKeys`. Of two commands with one key the second has it where the first does not want it. */
  handlers(handlers: Handlers): Keys {
    const keys: Keys = {}
    for (const [name, handler] of Object.entries(handlers) as [KeyCommandName, Keys[string]][])
      for (const key of this.keysOf(name)) {
        const before = keys[key]
        keys[key] = before ? (event) => (before(event) === false ? handler(event) : undefined) : handler
      }
    return keys
  }

  /** The commands that a key runs already where this one works. */
  conflicts(name: KeyCommandName, key: string): KeyCommandName[] {
    return keyCommandNames.filter(
      (other) => other !== name && meet(name, other) && this.keysOf(other).includes(key),
    )
  }

  /** Adds a key to a command, and takes it from those that had it; fixed ones keep theirs. */
  assign(name: KeyCommandName, key: string): void {
    for (const other of this.conflicts(name, key)) this.take(other, key)
    this.#set(name, [...this.keysOf(name).filter((one) => one !== key), key])
  }

  take(name: KeyCommandName, key: string): void {
    this.#set(
      name,
      this.keysOf(name).filter((one) => one !== key),
    )
  }

  /** All keys as a program has them; what was set one by one is forgotten. */
  use(preset: PresetName): void {
    this.#preferences.keys = { preset, own: {} }
  }

  #set(name: KeyCommandName, keys: string[]): void {
    const { preset, own } = this.#preferences.keys
    if (!isFixed(name)) this.#preferences.keys = { preset, own: { ...own, [name]: keys } }
  }
}

/** True where a command's keys are what every program has. */
export const isFixed = (name: KeyCommandName): boolean => 'fixed' in keyCommands[name]
