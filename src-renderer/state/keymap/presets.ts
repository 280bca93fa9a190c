import type { KeyCommandName } from './keyCommands.ts'

/** Keys as another program has them, where they differ from ours. */
type Preset = Partial<Record<KeyCommandName, readonly string[]>>

export const presetNames = ['lumitag', 'lightroom', 'digikam'] as const
export type PresetName = (typeof presetNames)[number]

/* Programs' own manuals: Lightroom Classic (keyboard shortcuts), digiKam (menu descriptions). */
export const presets: Record<PresetName, Preset> = {
  lumitag: {},
  lightroom: {
    search: ['Ctrl+f'],
    addTag: ['Ctrl+k', 't'],
    help: ['Ctrl+/', '?'],
    open: ['e', 'Enter', 'Space'],
    close: ['g', 'Enter'],
    addToAlbum: ['b'],
    fullScreen: ['f', 'F11'],
    favourite: ['`'],
    yes: ['p', 'y'],
    no: ['x', 'n'],
    skip: ['u', 's'],
  },
  digikam: {
    search: ['Ctrl+f'],
    panels: ['Ctrl+Alt+ArrowLeft', 'Tab'],
    fullScreen: ['Ctrl+Shift+f'],
    noStars: ['Ctrl+0'],
    oneStar: ['Ctrl+1'],
    twoStars: ['Ctrl+2'],
    threeStars: ['Ctrl+3'],
    fourStars: ['Ctrl+4'],
    fiveStars: ['Ctrl+5'],
    pick: ['Alt+3'],
    rejectPhoto: ['Alt+1'],
    unflag: ['Alt+0'],
    // its second colour is orange
    red: ['Ctrl+Alt+1'],
    yellow: ['Ctrl+Alt+3'],
    green: ['Ctrl+Alt+4'],
    blue: ['Ctrl+Alt+5'],
    compare: ['Ctrl+l'],
    slideshow: ['F9'],
    open: ['F3', 'Enter'],
    close: ['F3', 'Enter'],
    next: ['Space', 'ArrowRight', 'ArrowDown'],
    previous: ['Backspace', 'ArrowLeft', 'ArrowUp'],
    zoom: ['Ctrl+.', 'z'],
  },
}
