import { describe, expect, it } from 'vitest'
import { keyCommandNames, keyCommands } from '../../src-renderer/state/keymap/keyCommands.ts'
import { isFixed, Keymap } from '../../src-renderer/state/keymap/keymap.svelte.ts'
import { presetNames } from '../../src-renderer/state/keymap/presets.ts'
import { Preferences } from '../../src-renderer/state/preferences.svelte.ts'
import { keyText } from '../../src-renderer/ui/keyText.ts'

function windowWithStorage() {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const open = () => {
    const preferences = new Preferences(storage)
    return { preferences, keymap: new Keymap(preferences) }
  }
  return open
}

describe('keys', () => {
  it.each(presetNames)('as %s: no key means two things at once, and every command has one', (preset) => {
    const { keymap } = windowWithStorage()()
    keymap.use(preset)
    const clashes = keyCommandNames.flatMap((name) =>
      keymap
        .keysOf(name)
        .flatMap((key) => keymap.conflicts(name, key).map((other) => `${key}: ${name}, ${other}`)),
    )
    expect(clashes).toEqual([])
    expect(keyCommandNames.filter((name) => keymap.keysOf(name).length === 0)).toEqual([])
    for (const name of keyCommandNames.filter(isFixed))
      expect(keymap.keysOf(name)).toEqual(keyCommands[name].keys)
  })

  it('that are given to another command leave the one that had them, and are remembered', () => {
    const open = windowWithStorage()
    const { keymap, preferences } = open()
    expect(keymap.conflicts('similar', 'l')).toEqual(['addToAlbum'])
    // a review and the grid are never on the screen together
    expect(keymap.conflicts('skip', 'l')).toEqual([])
    keymap.assign('similar', 'l')
    expect([keymap.keysOf('similar'), keymap.keysOf('addToAlbum'), keymap.text('addToAlbum')]).toEqual([
      ['s', 'l'],
      ['b'],
      'B',
    ])
    preferences.save()
    const again = open().keymap
    expect([again.keysOf('similar'), again.changed]).toEqual([['s', 'l'], true])
    again.use('digikam')
    expect([again.keysOf('similar'), again.changed, again.keysOf('zoom')]).toEqual([
      ['s'],
      false,
      ['Ctrl+.', 'z'],
    ])
  })

  it('run what the user chose; the second of two commands has a key that the first does not want', () => {
    const { keymap } = windowWithStorage()()
    const ran: string[] = []
    const keys = keymap.handlers({
      accept: () => (ran.push('accept'), false),
      yes: () => void ran.push('yes'),
    })
    keys['y']!({} as KeyboardEvent)
    expect(ran).toEqual(['accept', 'yes'])
  })

  it('that every program has cannot be taken', () => {
    const { keymap } = windowWithStorage()()
    keymap.assign('similar', 'Escape')
    expect(keymap.keysOf('back')).toEqual(['Escape'])
  })

  it.each([
    ['Ctrl+Shift+z', 'Ctrl Shift Z'],
    ['ArrowLeft', '←'],
    ['Ctrl++', 'Ctrl +'],
    ['?', '?'],
    ['Space', 'Space'],
  ])('%s is printed as %s', (key, text) => expect(keyText(key)).toBe(text))
})
