import { expect, test } from 'vitest'
import { nameTime } from '../../src-main/engine/media/metadata/nameTime.ts'

test.for([
  ['IMG_20240413_203800.jpg', '2024-04-13T20:38:00.000Z'],
  ['20240413-203800-Unknown.jpg', '2024-04-13T20:38:00.000Z'],
  ['PXL_20240413_203800123.MP.jpg', '2024-04-13T20:38:00.000Z'],
  ['signal-2024-04-13-20-38-00-123.jpg', '2024-04-13T20:38:00.000Z'],
  ['2018-04-12 19_24_49.jpg', '2018-04-12T19:24:49.000Z'],
  ['Screenshot 2024-04-13 at 20.38.00.png', '2024-04-13T20:38:00.000Z'],
  ['WIN_20240413_20_38_00_Pro.jpg', '2024-04-13T20:38:00.000Z'],
  ['IMG-20240413-WA0007.jpg', '2024-04-13T12:00:00.000Z'],
  ['Scan 1999.05.06.jpg', '1999-05-06T12:00:00.000Z'],
] as const)('%s was captured at %s', ([name, time]) => {
  expect(new Date(nameTime(name)!).toISOString()).toBe(time)
})

test.for([
  'DSC20240413.jpg',
  '20240631_101010.jpg',
  '12345678901234567.jpg',
  'IMG_4120.jpg',
  '2024-13-01.jpg',
])('%s says no time', (name) => {
  expect(nameTime(name)).toBeNull()
})
