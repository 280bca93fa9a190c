import { jobTexts } from './jobTitle.ts'

/**
 * What menus, dialogs and notifications of the desktop say, in English; & is before the letter that a key chooses. The
 * window, which has the languages, tells the shell what they are in its own (`host.words`).
 */
export const shellTexts = [
  // menus
  '&File',
  'Add &Folder…',
  'Open &Recent',
  '&Clear',
  'Show &Library Folder',
  '&Close Window',
  '&Quit',
  '&Edit',
  '&Undo',
  '&Redo',
  'Cu&t',
  '&Copy',
  '&Paste',
  'Select &All',
  '&View',
  '&Reload',
  '&Actual Size',
  'Zoom &In',
  'Zoom &Out',
  '&Full Screen',
  '&Developer Tools',
  '&Window',
  '&Minimize',
  '&Help',
  '&Keyboard Shortcuts',
  'Check for &Updates…',
  'Show &Logs',
  'Show &Crash Reports',
  'L&icences',
  '&About Lumitag',
  // dialogs
  'Add a folder of photos',
  'Add folder',
  'The folder was not added',
  'The window stopped working.',
  'Your library is safe, and work in the background goes on.',
  'Reload',
  'Quit',
  'Lumitag {version} is there.',
  'This is {version}. The page opens in your browser; nothing is installed by itself.',
  'Open the page',
  'Later',
  'Look for a newer version?',
  'Lumitag asks {host} which version is the newest. It learns your address on the internet, and nothing about you or your photos.',
  'Look',
  'Cancel',
  'Look once a week from now on',
  'Lumitag {version} is the newest.',
  'The newest version could not be asked for',
  // notifications
  'Done.',
  'Done. Problems: {problems}',
  'It did not finish.',
  ...jobTexts,
] as const
export type ShellText = (typeof shellTexts)[number]
