import type { Colour } from '../../../src-shared/marks.ts'
import { colourWords, starWords } from '../markWords.ts'
import { say } from '../../words/say.svelte.ts'

/*
 * Everything that a key can do: where it works, what it is called, and its usual keys. Views bind handlers to these
 * names; which key runs which is the user's choice (keymap.svelte.ts).
 */

/** Where a command works: the titles of the table of keys. */
export const keyAreas = [
  'everywhere',
  'photos',
  'grid',
  'photo',
  'compare',
  'marks',
  'tags',
  'review',
  'workbench',
] as const
export type KeyArea = (typeof keyAreas)[number]

export interface KeyCommand {
  areas: readonly KeyArea[]
  /** what it is called, in the window's language */
  text: () => string
  keys: readonly string[]
  /** its keys are what every program has: they cannot be given away */
  fixed?: true
}

export const keyCommands = {
  search: {
    areas: ['everywhere'],
    text: () => say('search, jump, commands (after >)'),
    keys: ['Ctrl+k', 'Ctrl+f'],
  },
  back: { areas: ['everywhere'], text: () => say('one step back'), keys: ['Escape'], fixed: true },
  undo: { areas: ['everywhere'], text: () => say('undo the last decision'), keys: ['Ctrl+z'] },
  history: {
    areas: ['everywhere'],
    text: () => say('all that you decided, to be undone'),
    keys: ['Ctrl+Shift+z'],
  },
  panels: { areas: ['everywhere'], text: () => say('hide or show the side panels'), keys: ['Tab', 'Ctrl+b'] },
  inspector: { areas: ['everywhere'], text: () => say('inspector'), keys: ['i'] },
  fullScreen: { areas: ['everywhere'], text: () => say('full screen'), keys: ['Shift+f', 'F11'] },
  nextArea: {
    areas: ['everywhere'],
    text: () => say('next area: sidebar, tools, photos, inspector'),
    keys: ['F6', 'Shift+F6'],
    fixed: true,
  },
  help: { areas: ['everywhere'], text: () => say('these keys'), keys: ['?'] },

  compare: { areas: ['photos'], text: () => say('compare two to four photos'), keys: ['c'] },
  slideshow: { areas: ['photos'], text: () => say('slideshow'), keys: ['Ctrl+Enter'] },
  similar: { areas: ['photos'], text: () => say('find photos like these'), keys: ['s'] },
  addToAlbum: { areas: ['photos'], text: () => say('add to an album'), keys: ['l', 'b'] },
  trash: { areas: ['photos'], text: () => say('move to the trash (it asks first)'), keys: ['Delete'] },

  move: {
    areas: ['grid'],
    text: () => say('move; with Shift select more'),
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    fixed: true,
  },
  ends: { areas: ['grid'], text: () => say('first, last photo'), keys: ['Home', 'End'], fixed: true },
  pages: { areas: ['grid'], text: () => say('a page up, down'), keys: ['PageUp', 'PageDown'], fixed: true },
  aim: {
    areas: ['grid'],
    text: () => say('move, and leave the selection as it is'),
    keys: ['Ctrl+ArrowLeft', 'Ctrl+ArrowRight', 'Ctrl+ArrowUp', 'Ctrl+ArrowDown'],
    fixed: true,
  },
  toggle: { areas: ['grid'], text: () => say('select the photo too, or not'), keys: ['Ctrl+Space'] },
  selectAll: { areas: ['grid'], text: () => say('select all'), keys: ['Ctrl+a'] },
  open: { areas: ['grid', 'workbench'], text: () => say('open the photo'), keys: ['Enter', 'Space'] },
  earlier: { areas: ['grid'], text: () => say('move forward in an album by hand'), keys: ['Alt+ArrowLeft'] },
  later: { areas: ['grid'], text: () => say('move back in an album by hand'), keys: ['Alt+ArrowRight'] },

  previous: { areas: ['photo'], text: () => say('previous photo'), keys: ['ArrowLeft', 'ArrowUp'] },
  next: { areas: ['photo'], text: () => say('next photo'), keys: ['ArrowRight', 'ArrowDown'] },
  first: { areas: ['photo'], text: () => say('first photo'), keys: ['Home'] },
  last: { areas: ['photo'], text: () => say('last photo'), keys: ['End'] },
  zoom: { areas: ['photo', 'compare', 'review'], text: () => say('zoom to 100 %'), keys: ['z', 'Space'] },
  closer: { areas: ['photo', 'compare', 'review'], text: () => say('closer'), keys: ['+'] },
  farther: { areas: ['photo', 'compare', 'review'], text: () => say('farther'), keys: ['-'] },
  pan: {
    areas: ['photo', 'compare', 'review'],
    text: () => say('move the photo that is zoomed in'),
    keys: ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
    fixed: true,
  },
  tryWords: { areas: ['photo'], text: () => say('try words on it'), keys: ['w'] },
  why: { areas: ['photo'], text: () => say('where labels are seen'), keys: ['h'] },
  close: { areas: ['photo', 'compare'], text: () => say('back to the grid'), keys: ['Enter'] },

  paneBefore: { areas: ['compare'], text: () => say('the photo before'), keys: ['ArrowLeft'] },
  paneAfter: { areas: ['compare'], text: () => say('the photo after'), keys: ['ArrowRight'] },
  swapBefore: { areas: ['compare'], text: () => say('another one in its place, back'), keys: ['ArrowUp'] },
  swapAfter: { areas: ['compare'], text: () => say('another one in its place, on'), keys: ['ArrowDown'] },
  leaveOut: { areas: ['compare'], text: () => say('leave it out'), keys: ['Backspace'] },

  noStars: { areas: ['marks'], text: () => starWords(0), keys: ['0'] },
  oneStar: { areas: ['marks'], text: () => starWords(1), keys: ['1'] },
  twoStars: { areas: ['marks'], text: () => starWords(2), keys: ['2'] },
  threeStars: { areas: ['marks'], text: () => starWords(3), keys: ['3'] },
  fourStars: { areas: ['marks'], text: () => starWords(4), keys: ['4'] },
  fiveStars: { areas: ['marks'], text: () => starWords(5), keys: ['5'] },
  pick: { areas: ['marks'], text: () => say('pick'), keys: ['p'] },
  rejectPhoto: { areas: ['marks'], text: () => say('reject the photo'), keys: ['x'] },
  unflag: { areas: ['marks'], text: () => say('take the flag off'), keys: ['u'] },
  favourite: { areas: ['marks'], text: () => say('favourite: pick, or not any more'), keys: ['f'] },
  red: { areas: ['marks'], text: () => colourKey('red'), keys: ['6'] },
  yellow: { areas: ['marks'], text: () => colourKey('yellow'), keys: ['7'] },
  green: { areas: ['marks'], text: () => colourKey('green'), keys: ['8'] },
  blue: { areas: ['marks'], text: () => colourKey('blue'), keys: ['9'] },

  accept: { areas: ['tags'], text: () => say('accept the marked suggestion'), keys: ['y', 'a'] },
  reject: { areas: ['tags'], text: () => say('reject it'), keys: ['n'] },
  addTag: { areas: ['tags'], text: () => say('add a tag'), keys: ['t', 'Ctrl+Shift+k'] },
  copyTags: { areas: ['tags'], text: () => say('copy the tags of a photo'), keys: ['Ctrl+Shift+c'] },
  pasteTags: { areas: ['tags'], text: () => say('paste them'), keys: ['Ctrl+Shift+v'] },

  yes: { areas: ['review', 'workbench'], text: () => say('yes'), keys: ['y', 'a'] },
  no: { areas: ['review', 'workbench'], text: () => say('no'), keys: ['n', 'x'] },
  skip: { areas: ['review'], text: () => say('skip'), keys: ['s'] },
  yesAbove: {
    areas: ['review'],
    text: () => say('yes to this and all that score higher'),
    keys: ['Shift+y'],
  },
  noBelow: { areas: ['review'], text: () => say('no to this and all that score lower'), keys: ['Shift+n'] },
  answerBefore: { areas: ['review'], text: () => say('back without an answer'), keys: ['ArrowLeft'] },
  answerNext: { areas: ['review'], text: () => say('on without an answer'), keys: ['ArrowRight'] },
  reviewStart: { areas: ['review'], text: () => say('to the first'), keys: ['Home'] },

  stepFound: {
    areas: ['workbench'],
    text: () => say('from photo to photo'),
    keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
    fixed: true,
  },
  endsFound: {
    areas: ['workbench'],
    text: () => say('first, last photo of a row'),
    keys: ['Home', 'End'],
    fixed: true,
  },
  undecide: { areas: ['workbench'], text: () => say('take the answer back'), keys: ['Backspace', 'u'] },
} as const satisfies Record<string, KeyCommand>

function colourKey(colour: Colour): string {
  return say('colour {colour}, or none again', { colour: colourWords(colour) })
}

export type KeyCommandName = keyof typeof keyCommands

export const keyCommandNames = Object.keys(keyCommands) as KeyCommandName[]

/** What is on the screen when an area's keys work. */
const screens: Record<KeyArea, readonly string[]> = {
  everywhere: ['grid', 'photo', 'compare', 'review', 'workbench'],
  photos: ['grid', 'photo', 'compare'],
  marks: ['grid', 'photo', 'compare'],
  tags: ['grid', 'photo', 'compare'],
  grid: ['grid'],
  photo: ['photo'],
  compare: ['compare'],
  review: ['review'],
  workbench: ['workbench'],
}

/** Whether both commands can be meant by a key at the same time. */
export function meet(one: KeyCommandName, other: KeyCommandName): boolean {
  const screensOf = (name: KeyCommandName): string[] =>
    keyCommands[name].areas.flatMap((area) => screens[area])
  return screensOf(one).some((screen) => screensOf(other).includes(screen))
}
