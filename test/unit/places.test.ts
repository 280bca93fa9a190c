import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  chooseLibrary,
  defaultLibrary,
  isGone,
  keepLibraries,
  libraryIn,
  otherLibraries,
  readLibraries,
} from '../../src-main/engine/libraries.ts'
import { settingsFolder, usualLibrary } from '../../src-main/engine/places.ts'
import { launchArguments } from '../../src-main/shell-electron/launchArguments.ts'
import { temporaryFolder } from '../support/library.ts'

describe('the usual library', () => {
  const home = homedir()
  test.each([
    ['linux', {}, join(home, '.local', 'share', 'lumitag')],
    ['linux', { XDG_DATA_HOME: '/data' }, join('/data', 'lumitag')],
    ['darwin', {}, join(home, 'Library', 'Application Support', 'Lumitag')],
    ['win32', { LOCALAPPDATA: '/Local' }, join('/Local', 'Lumitag')],
    ['win32', { PORTABLE_EXECUTABLE_DIR: '/stick' }, join('/stick', 'portable-data', 'library')],
  ] as const)('on %s with %j', (platform, env, expected) =>
    expect(usualLibrary(env, platform, '/opt/Lumitag/resources')).toBe(expected),
  )

  test('is beside a program that has a folder portable-data there; a checkout has none', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'portable-data'))
    expect(usualLibrary({}, 'linux', join(folder, 'resources'))).toBe(
      join(folder, 'portable-data', 'library'),
    )
    expect(usualLibrary({}, 'linux', join(folder, 'checkout'))).toBe(join(home, '.local', 'share', 'lumitag'))
  })
})

describe('a library that was chosen', () => {
  /** Folders of a user who has nothing yet. */
  function newUser(): string {
    const folder = temporaryFolder()
    for (const name of ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'APPDATA', 'LOCALAPPDATA', 'HOME', 'USERPROFILE'])
      vi.stubEnv(name, join(folder, name))
    onTestFinished(() => void vi.unstubAllEnvs())
    return folder
  }

  test('is begun, opened from then on unless one is named, and gone when its drive is', () => {
    const folder = newUser()
    const [one, two] = [join(folder, 'one'), join(folder, 'two')]
    expect([defaultLibrary(), existsSync(settingsFolder())]).toEqual([usualLibrary(), false])
    chooseLibrary(one)
    chooseLibrary(two)
    expect([defaultLibrary(), otherLibraries(two), isGone(two)]).toEqual([two, [one], false])
    expect(defaultLibrary({ ...process.env, LUMITAG_LIBRARY: one })).toBe(one)
    rmSync(two, { recursive: true })
    expect([defaultLibrary(), isGone(two)]).toEqual([two, true])
    writeFileSync(join(settingsFolder(), 'libraries.json'), 'nonsense')
    expect(defaultLibrary()).toBe(usualLibrary())
  })

  test('is found again on a stick that is mounted elsewhere', () => {
    const folder = newUser()
    const stick = join(folder, 'E', 'portable-data')
    keepLibraries({ chosen: join(stick, 'mine'), known: [join(stick, 'mine'), folder] }, stick)
    expect(readFileSync(join(stick, 'libraries.json'), 'utf8')).not.toContain(stick)
    renameSync(join(folder, 'E'), join(folder, 'F'))
    const mine = join(folder, 'F', 'portable-data', 'mine')
    expect(readLibraries(join(folder, 'F', 'portable-data'))).toEqual({ chosen: mine, known: [mine, folder] })
  })

  test('is the one in the folder that was picked, or a new one, never among other things', () => {
    const folder = newUser()
    expect(libraryIn(join(folder, 'new'))).toEqual({ path: join(folder, 'new'), isNew: true })
    chooseLibrary(join(folder, 'new'))
    expect(libraryIn(join(folder, 'new'))).toEqual({ path: join(folder, 'new'), isNew: false })
    expect(libraryIn(folder)).toEqual({ path: join(folder, 'Lumitag'), isNew: true })
    mkdirSync(join(folder, 'Lumitag', 'photos'), { recursive: true })
    expect(() => libraryIn(folder)).toThrow(/Choose an empty folder/)
  })
})

test('the program is started with folders, by path or address, from anywhere; all else is left to Chromium', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'a b'))
  expect(
    launchArguments(
      [
        '--library',
        'mine',
        '.',
        '--lang=de',
        'a b',
        `file://${folder}/a%20b`,
        'file://%',
        'none',
        'https://x.example',
      ],
      folder,
    ),
  ).toEqual({ library: join(folder, 'mine'), folders: [folder, join(folder, 'a b'), join(folder, 'a b')] })
})
