import { expect, test } from 'vitest'
import { offsetFromUtc, parseOffset, parseTime } from '../../src-main/engine/media/metadata/times.ts'

test.for([
  ['2024:04:13 20:38:05', '2024-04-13T20:38:05', null],
  ['2024-04-13T20:38:05.123+05:45', '2024-04-13T20:38:05', '+05:45'],
  ['20240413 203805-0330', '2024-04-13T20:38:05', '-03:30'],
  ['2024-04-13T20:38', '2024-04-13T20:38:00', null],
  ['20240413', '2024-04-13T12:00:00', null],
  ['1900:06:02 12:00:00', '1900-06-02T12:00:00', null],
  // written by programs that know no offset
  ['2024-04-13T20:38:05Z', '2024-04-13T20:38:05', null],
] as const)('%s is a time', ([text, local, offset]) => {
  expect(parseTime(text)).toEqual({ local, offset })
})

test.for([
  '0000:00:00 00:00:00',
  '2023:02:30 10:00:00',
  '2024:04:13 24:00:61',
  '    :  :     :  :  ',
  '1601:01:01 00:00:00',
  '9999:12:31 23:59:59',
  'yesterday',
])('%s is none', (text) => {
  expect(parseTime(text)).toBeNull()
})

test('the difference to a satellite is an offset only if clocks have it and the fix is fresh', () => {
  expect(offsetFromUtc('2024-04-14T05:37:20', '2024-04-13T20:36:10')).toBe('+09:00')
  expect(offsetFromUtc('2024-04-13T16:38:30', '2024-04-13T20:38:30')).toBe('-04:00')
  expect(offsetFromUtc('2024-04-14T02:19:00', '2024-04-13T20:34:00')).toBe('+05:45')
  expect(offsetFromUtc('2024-04-13T20:38:00', '2024-04-13T18:20:00')).toBeNull()
  expect(offsetFromUtc('2024-04-13T20:38:00', '2024-04-11T20:38:00')).toBeNull()
  expect([parseOffset('+02:00'), parseOffset('+1500'), parseOffset('  :  ')]).toEqual(['+02:00', null, null])
})
