import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultLibrary } from '../../src-main/engine/places.ts'
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
    ['linux', { LUMITAG_LIBRARY: '/mine', PORTABLE_EXECUTABLE_DIR: '/stick' }, '/mine'],
  ] as const)('on %s with %j', (platform, env, expected) =>
    expect(defaultLibrary(env, platform, '/opt/Lumitag/resources')).toBe(expected),
  )

  test('is beside a program that has a folder portable-data there; a checkout has none', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'portable-data'))
    expect(defaultLibrary({}, 'linux', join(folder, 'resources'))).toBe(
      join(folder, 'portable-data', 'library'),
    )
    expect(defaultLibrary({}, 'linux', join(folder, 'checkout'))).toBe(
      join(home, '.local', 'share', 'lumitag'),
    )
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
