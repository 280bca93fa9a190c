import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createUpdates, isNewer } from '../../src-main/shell-electron/updates.ts'
import * as electron from '../support/electronDouble.ts'
import { temporaryFolder } from '../support/library.ts'

vi.mock('electron', () => import('../support/electronDouble.ts'))

const answer = vi.fn<typeof fetch>()
const tag = (name: string): void =>
  void answer.mockImplementation(async () => Response.json({ tag_name: name }))
let file: string
const updates = (homepage = 'https://github.com/somebody/lumitag') => createUpdates(file, () => {}, homepage)

beforeEach(() => {
  electron.reset()
  Object.assign(electron.user, { response: 0, checks: false })
  file = join(temporaryFolder(), 'updates.json')
  answer.mockReset()
  tag('v0.2.0')
  vi.stubGlobal('fetch', answer)
})
afterEach(() => vi.unstubAllGlobals())

describe('updates', () => {
  test('are asked for at one address, when the user says so, and only offered', async () => {
    await updates()!.ask()
    expect(answer.mock.calls.map(([address]) => address)).toEqual([
      'https://api.github.com/repos/somebody/lumitag/releases/latest',
    ])
    expect(electron.user.sawMessages).toEqual(['Look for a newer version?', 'Lumitag 0.2.0 is there.'])
    expect(electron.opened.external).toEqual(['https://github.com/somebody/lumitag/releases/tag/v0.2.0'])
  })

  test('are not asked for unless that was wanted: not at the start, not after "Cancel"', async () => {
    await updates()!.askIfDue()
    electron.user.response = 1
    await updates()!.ask()
    await updates()!.askIfDue()
    expect(answer).not.toHaveBeenCalled()
  })

  test('are asked for once a week where that was chosen, and it is silent while there is nothing new', async () => {
    Object.assign(electron.user, { response: 1, checks: true })
    await updates()!.ask()
    tag('v0.1.0')
    await updates()!.askIfDue()
    await updates()!.askIfDue()
    expect(answer).toHaveBeenCalledTimes(1)
    expect(electron.user.sawMessages).toEqual(['Look for a newer version?'])
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { asked: number }
    writeFileSync(file, JSON.stringify({ weekly: true, asked: stored.asked - 8 * 24 * 3600 * 1000 }))
    tag('v0.3.0')
    await updates()!.askIfDue()
    expect(electron.user.sawMessages.at(-1)).toBe('Lumitag 0.3.0 is there.')
    // asked when the clock was years ahead
    writeFileSync(file, JSON.stringify({ weekly: true, asked: Date.now() + 400 * 24 * 3600 * 1000 }))
    await updates()!.askIfDue()
    expect(answer).toHaveBeenCalledTimes(3)
  })

  test('that cannot be asked for are told when they were asked for, and not otherwise', async () => {
    answer.mockImplementation(async () => new Response('', { status: 503 }))
    await updates()!.ask()
    expect(electron.user.sawErrors).toEqual([
      ['The newest version could not be asked for', 'api.github.com answered with 503.'],
    ])
    writeFileSync(file, JSON.stringify({ weekly: true, asked: 0 }))
    await updates()!.askIfDue()
    tag('nonsense')
    await updates()!.ask()
    expect(electron.user.sawErrors.at(-1)![1]).toBe('The answer names no version.')
    expect(electron.user.sawErrors.length).toBe(2)
  })

  test('are nothing where the package does not know its page', () => {
    for (const homepage of [
      '',
      'https://example.com/lumitag',
      'http://github.com/a/b',
      'https://github.com/a/b/c',
    ])
      expect(updates(homepage)).toBeUndefined()
    expect(existsSync(file)).toBe(false)
  })

  test.each([
    ['0.2.0', '0.1.9', true],
    ['1.0.0', '0.9.9', true],
    ['0.1.10', '0.1.9', true],
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.2.0', false],
  ])('%s is later than %s: %s', (one, other, expected) => expect(isNewer(one, other)).toBe(expected))
})
