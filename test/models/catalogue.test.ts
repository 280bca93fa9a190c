import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { readCatalogue } from '../../src-main/engine/models/catalogue.ts'
import { measuredSpeed } from '../../src-main/engine/models/measured.ts'
import { formatHours, recommend } from '../../src-main/engine/models/recommend.ts'
import { estimate, precisionFor } from '../../src-shared/modelEstimate.ts'
import { projectRoot } from '../support/library.ts'

const { models, recommended, families } = readCatalogue(join(projectRoot, 'models'))
const named = (name: string) => models.find((model) => model.name === name)!
const GB = 1e9

test('every published SigLIP 2 and SigLIP model is listed, and CLIP for comparison', () => {
  const count = (series: string) => models.filter((model) => model.series === series).length
  expect({ siglip2: count('SigLIP 2'), siglip: count('SigLIP'), clip: count('CLIP') }).toEqual({
    siglip2: 17,
    siglip: 10,
    clip: 3,
  })
  expect(new Set(models.map(({ name }) => name)).size).toBe(models.length)
})

test('what can be installed has a repository, both towers and their sizes; what cannot says why', () => {
  for (const { name, problem, repository, towers, sizes } of models) {
    const whole = repository !== null && towers.length === 2 && !!sizes.vision.fp32 && !!sizes.text.int8
    expect({ name, installable: problem === null }).toEqual({ name, installable: whole })
  }
  for (const name of recommended) expect(families).toHaveProperty(named(name).modelType)
})

test('sizes follow from the number of parameters', () => {
  for (const { name, parameters, sizes } of models)
    for (const tower of ['vision', 'text'] as const)
      for (const [precision, bytes] of [
        ['fp32', 4],
        ['fp16', 2],
        ['int8', 1],
      ] as const) {
        const size = sizes[tower][precision]
        if (!size) continue
        const ratio = size.bytes / (parameters[tower] * 1e6 * bytes)
        expect(ratio, `${name} ${tower} ${precision}`).toBeGreaterThan(0.98)
        expect(ratio, `${name} ${tower} ${precision}`).toBeLessThan(1.04)
      }
})

test('the estimate contains what was measured', () => {
  // PERFORMANCE.md, the whole job on 2 cores: 9.7 photos/s in int8 and 3.8 in fp32; 654 MB and 1354 MB without text tower
  const here = { cores: 2, memory: 16 * GB, photos: 10_000, measured: null }
  for (const [precision, rate, memory] of [
    ['fp32', 3.8, 1.354],
    ['int8', 9.7, 0.654],
  ] as const) {
    const guess = estimate(named('siglip2-base-patch16-256'), precision, here)!
    const hours = here.photos / rate / 3600
    expect(guess.hours.from).toBeLessThan(hours * 1.05)
    expect(guess.hours.from).toBeGreaterThan(hours * 0.9)
    expect(guess.hours.to).toBeGreaterThan(guess.hours.from)
    expect(guess.memory / GB - 1.26 * 0.283).toBeCloseTo(memory, 1)
  }
})

test('the best model is recommended that reads the library in a night and fits in memory', () => {
  const pick = (cores: number, gigabytes: number, photos: number) => {
    const { name, precision } = recommend(recommended, models, {
      cores,
      memory: gigabytes * GB,
      photos,
      measured: null,
    })
    return [name, precision]
  }
  expect(pick(16, 64, 10_000)).toEqual(['siglip2-so400m-patch16-384', 'q4'])
  expect(pick(8, 32, 40_000)).toEqual(['siglip2-large-patch16-256', 'fp32'])
  expect(pick(8, 16, 40_000)).toEqual(['siglip2-large-patch16-256', 'q4'])
  expect(pick(4, 8, 50_000)).toEqual(['siglip2-base-patch16-256', 'fp32'])
  // nothing does it in a night: the lightest
  expect(pick(2, 4, 1_000_000)).toEqual(['siglip2-base-patch32-256', 'fp32'])
  const { why } = recommend(recommended, models, {
    cores: 4,
    memory: 8 * GB,
    photos: 50_000,
    measured: null,
  })
  expect(why).toContain('an estimate')
})

test('a model that was checked here tells how fast this computer is, with its accelerator if it has one', () => {
  const checked = (msPerPhoto: number, provider: string) => ({
    source: 'catalogue' as const,
    directory: '/models/siglip2-base-patch16-256',
    precision: { vision: 'fp32', text: 'int8' },
    speed: { provider, msPerPhoto, cpuMsPerPhoto: 936 },
  })
  const speedOf = (...known: ReturnType<typeof checked>[]) =>
    measuredSpeed(known, models, (directory) => basename(directory))
  const computer = { cores: 8, memory: 32 * GB, photos: 40_000 }
  const hours = (measured: ReturnType<typeof measuredSpeed>) =>
    estimate(named('siglip2-so400m-patch16-384'), 'fp32', { ...computer, measured })!.hours

  expect(speedOf()).toBeNull()
  expect(speedOf({ ...checked(936, 'cpu'), source: 'folder' as never })).toBeNull()
  // 46.8 GFLOP in 936 ms: an old processor
  const slow = speedOf(checked(936, 'cpu'))
  expect(slow).toEqual({
    model: 'siglip2-base-patch16-256',
    precision: 'fp32',
    core: expect.closeTo(50, 1) as number,
    accelerator: null,
  })
  const old = hours(null).to
  expect(hours(slow).from).toBeLessThan(old)
  expect(hours(slow).to).toBeGreaterThan(old)
  // closer than a guess
  expect(hours(slow).to / hours(slow).from).toBeLessThan(1.6)

  const quick = speedOf(checked(10, 'webgpu'))
  expect(quick!.accelerator).toEqual({ name: 'webgpu', speed: expect.closeTo(4680, 0) as number })
  expect(hours(quick).to).toBeLessThan(hours(slow).from / 5)
  const choice = (measured: typeof slow) => recommend(recommended, models, { ...computer, measured })
  expect(choice(slow).name).toBe('siglip2-large-patch16-256')
  expect(choice(quick)).toMatchObject({
    name: 'siglip2-so400m-patch16-384',
    why: expect.stringMatching(/8 cores, .*GPU.*from the speed of siglip2-base-patch16-256 here/) as string,
  })
})

test('8-bit image towers are never taken unless asked for', () => {
  for (const model of models)
    for (const memory of [1, 8, 64])
      expect(['fp32', 'q4']).toContain(
        precisionFor(model, { cores: 8, memory: memory * GB, photos: 1, measured: null }),
      )
})

test('hours are told in a unit that fits', () => {
  expect(formatHours({ from: 0.001, to: 0.002 })).toBe('1 min')
  expect(formatHours({ from: 0.2, to: 0.5 })).toBe('12 to 30 min')
  expect(formatHours({ from: 2.13, to: 4.2 })).toBe('2.1 to 4.2 h')
  expect(formatHours({ from: 30, to: 72 })).toBe('1.3 to 3 days')
})
