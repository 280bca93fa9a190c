import { expect, test } from 'vitest'
import { exposureOf } from '../../src-shared/exposure.ts'
import { takenNote } from '../../src-renderer/views/inspector/facts.ts'

/** Numbers and units stay on one line. */
const read = (exposure: Parameters<typeof exposureOf>[0]) => exposureOf(exposure)?.replaceAll('\u00a0', ' ')
const nothing = { aperture: null, exposureTime: null, iso: null, focalLength: null, focalLength35: null }

test('exposure reads as cameras show it', () => {
  const full = { aperture: 2.8, exposureTime: 1 / 250, iso: 400, focalLength: 35, focalLength35: 35 }
  expect(read(full)).toBe('f/2.8 · 1/250 s · ISO 400 · 35 mm')
  const phone = { aperture: 1.78, exposureTime: 0.0083, iso: 64, focalLength: 5.7, focalLength35: 26 }
  expect(read(phone)).toBe('f/1.8 · 1/120 s · ISO 64 · 5.7 mm (as 26 mm)')
  expect(read({ ...nothing, exposureTime: 30 })).toBe('30 s')
  expect(read({ ...nothing, exposureTime: 0.4, aperture: 11 })).toBe('f/11 · 0.4 s')
  expect(exposureOf(nothing)).toBeNull()
})

test('where a time comes from is said', () => {
  expect([takenNote({ takenFrom: 'name' }), takenNote({ takenFrom: 'exif' })]).toEqual([
    '\nfrom the file’s name',
    '',
  ])
})
