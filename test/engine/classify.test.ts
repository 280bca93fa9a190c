import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { decodeForModel } from '../../src-main/engine/inference/preprocess/decode.ts'
import { prepare } from '../../src-main/engine/inference/preprocess/imageProcessor.ts'
import { embedImage, embedTexts } from '../../src-main/engine/inference/towers.ts'
import { readModelFolder } from '../../src-main/engine/models/modelFolder.ts'
import type { Reading, TriedPhoto } from '../../src-shared/schemas/classification.ts'
import { openTestEngine, samples, temporaryFolder } from '../support/library.ts'
import { modelFolder, tinyClip, tinySiglip } from '../support/tinyModels.ts'

const dog = join(samples, 'At home', 'Dog.jpg')
const labels = ['a dog', 'a cat', 'a plate of food']

async function classify(engine: Engine, photo: TriedPhoto, models: string[] = []): Promise<Reading[]> {
  const { readings, failed } = await engine.call('photos.classify', { photo, labels, models })
  expect(failed).toEqual([])
  return readings
}
const lend = (engine: Engine, path = dog): TriedPhoto => ({ kind: 'dropped', id: engine.dropped.lend(path) })
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const dot = (one: Float32Array, other: Float32Array): number =>
  sum([...one].map((value, i) => value * other[i]!))

describe('one photo and some words', () => {
  test('a photo of the library scores as its labels do, and as the file itself, read anew', async () => {
    const folder = temporaryFolder()
    const engine = await openTestEngine(join(folder, 'library'))
    for (const name of labels) await engine.call('labels.add', { name })
    // so large that the decoder shrinks it
    await sharp(dog).resize(2600).toFile(join(folder, 'dog.jpg'))
    await engine.call('roots.add', { path: folder })
    await engine.idle()
    const { id } = await engine.call('photos.locate', { path: join(folder, 'dog.jpg') })
    const [reading] = await classify(engine, { kind: 'library', id })
    expect(reading).toMatchObject({ stored: true, model: { id: 'starter', scoring: 'sigmoid' } })
    const { scores } = await engine.call('photos.get', { id })
    for (const { label, cosine, score } of reading!.labels) {
      const inLibrary = scores.find(({ name }) => name === label)!
      expect(cosine).toBeCloseTo(inLibrary.cosine!, 6)
      expect(score).toBeCloseTo(inLibrary.score!, 5)
    }
    const [anew] = await classify(engine, lend(engine, join(folder, 'dog.jpg')))
    expect(anew!.stored).toBe(false)
    expect(anew!.labels).toEqual(reading!.labels)
  })

  test('cosine, logit, score and share follow from the two towers and the scale in config.json', async () => {
    const engine = await openTestEngine(join(temporaryFolder(), 'library'))
    const directory = await modelFolder(tinySiglip)
    const { id } = await engine.call('models.add', { directory, anyway: true })
    const [reading] = await classify(engine, lend(engine), [id])
    expect(reading!.templates).toEqual(['{}', 'a photo of {}', 'this is a photo of {}.'])

    const { vision, text } = readModelFolder(directory)
    const photo = await decodeForModel(readFileSync(dog), { minSide: 512 })
    const image = await embedImage(vision, prepare(photo, vision.processor))
    const expected = await Promise.all(
      labels.map(async (label) => {
        const texts = [label, `a photo of ${label}`, `this is a photo of ${label}.`]
        const words = (await embedTexts(text, texts)).reduce((total, one) =>
          total.map((value, i) => value + one[i]!),
        )
        return dot(image, words) / Math.sqrt(dot(words, words))
      }),
    )
    const powers = expected.map((cosine) => Math.exp(10 * cosine - 5))
    reading!.labels.forEach(({ cosine, logit, score, share }, index) => {
      expect(cosine).toBeCloseTo(expected[index]!, 5)
      expect(logit).toBeCloseTo(10 * expected[index]! - 5, 4)
      expect(score).toBeCloseTo(powers[index]! / (1 + powers[index]!), 5)
      expect(share).toBeCloseTo(powers[index]! / sum(powers), 5)
    })
  })

  test('a model without a sigmoid gives shares of the choice and no score', async () => {
    const engine = await openTestEngine(join(temporaryFolder(), 'library'))
    const { id } = await engine.call('models.add', {
      directory: await modelFolder(tinyClip, 'CLIP'),
      anyway: true,
    })
    const [reading] = await classify(engine, lend(engine), [id])
    expect(reading!.model.scoring).toBe('softmax')
    expect(reading!.labels.map(({ score }) => score)).toEqual([null, null, null])
    const powers = reading!.labels.map(({ cosine }) => Math.exp(100 * cosine))
    reading!.labels.forEach(({ share }, index) => expect(share).toBeCloseTo(powers[index]! / sum(powers), 6))
  })

  test('models stand side by side in the order asked for, and leave the library as it was', async () => {
    const folder = temporaryFolder()
    const engine = await openTestEngine(join(folder, 'library'))
    copyFileSync(dog, join(folder, 'dog.jpg'))
    await engine.call('roots.add', { path: folder })
    await engine.idle()
    const { id: clip } = await engine.call('models.add', {
      directory: await modelFolder(tinyClip, 'CLIP'),
      anyway: true,
    })
    // what is free on the disk is not the library's alone
    const { freeBytes: _, ...before } = await engine.call('library.status')
    const photo: TriedPhoto = {
      kind: 'library',
      id: (await engine.call('photos.locate', { path: join(folder, 'dog.jpg') })).id,
    }
    const first = await classify(engine, photo, [clip, 'starter', clip])
    expect(first.map(({ model, stored }) => [model.id, stored])).toEqual([
      [clip, false],
      ['starter', true],
    ])
    // typing on, the photo is not read again
    const second = await classify(engine, photo, [clip, 'starter'])
    expect(second.map(({ stored }) => stored)).toEqual([true, true])
    expect(second[0]!.labels).toEqual(first[0]!.labels)
    expect(await engine.call('library.status')).toMatchObject(before)
    expect(await engine.call('labels.list')).toEqual([])
    expect((await engine.call('models.list')).find(({ active }) => active)!.id).toBe('starter')
  })

  test('words are dressed up in the templates of the model, unless they are to be read as written', async () => {
    const engine = await openTestEngine(join(temporaryFolder(), 'library'))
    const { id } = await engine.call('models.add', { directory: await modelFolder(tinySiglip), anyway: true })
    const photo = lend(engine)
    const mixed = ['a dog', '犬', 'A dog lies on the grass.', '$& {}']
    const ask = async (asWritten: boolean) =>
      (await engine.call('photos.classify', { photo, labels: mixed, models: [id], asWritten })).readings[0]!
    expect((await ask(false)).labels.map(({ texts }) => texts)).toEqual([
      ['a dog', 'a photo of a dog', 'this is a photo of a dog.'],
      ['犬'],
      ['A dog lies on the grass.'],
      ['$& {}', 'a photo of $& {}', 'this is a photo of $& {}.'],
    ])
    const plain = await ask(true)
    expect([plain.templates, plain.labels.map(({ texts }) => texts)]).toEqual([
      ['{}'],
      mixed.map((label) => [label]),
    ])
  })

  test('words that the starter was never taught are named; any label can be tried', async () => {
    const engine = await openTestEngine(join(temporaryFolder(), 'library'))
    const hard = ['a dog', 'a quaxolotl', '<mask>', '👩‍👩‍👧', 'كلب في الحديقة', 'x'.repeat(4096)]
    const { readings } = await engine.call('photos.classify', { photo: lend(engine), labels: hard })
    const [reading] = readings
    expect(reading!.labels.map(({ label }) => label)).toEqual(hard)
    const unknown = reading!.labels.slice(0, 2).map(({ unknownWords }) => unknownWords)
    expect(unknown).toEqual([[], [{ word: 'quaxolotl', near: [] }]])
    expect(sum(reading!.labels.map(({ share }) => share))).toBeCloseTo(1, 9)
    for (const { score } of reading!.labels) expect(score).toSatisfy((x: number) => x >= 0 && x <= 1)
  })
})

describe('what cannot be answered', () => {
  test('labels and models within reason: the message says what is wrong', async () => {
    const engine = await openTestEngine(join(temporaryFolder(), 'library'))
    const photo = lend(engine)
    const many = Array.from({ length: 201 }, (_, index) => `label ${index}`)
    for (const [input, words] of [
      [{ labels: [] }, /there is no label/],
      [{ labels: [' ', '\n'] }, /there is no label/],
      [{ labels: many }, /at most 200 labels/],
      [{ labels: ['x'.repeat(5000)] }, /longer than 4,096/],
      [{ labels, models: ['a', 'b', 'c', 'd', 'e'] }, /at most 4 models/],
    ] as const) {
      const asked = engine.call('photos.classify', { photo, ...structuredClone(input) } as never)
      await expect(asked).rejects.toThrow(words)
      await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT' })
    }
  })

  test('a model that is not there or broken is named, and the others answer', async () => {
    const engine = await openTestEngine(join(temporaryFolder(), 'library'))
    const directory = await modelFolder(tinySiglip)
    const { id } = await engine.call('models.add', { directory, anyway: true })
    rmSync(join(directory, 'tokenizer.json'))
    const models = ['nowhere', id, 'starter']
    const { readings, failed } = await engine.call('photos.classify', { photo: lend(engine), labels, models })
    expect(readings.map(({ model }) => model.id)).toEqual(['starter'])
    expect(failed.map((one) => [one.id, one.code])).toEqual([
      ['nowhere', 'MODEL_MISSING'],
      [id, 'MODEL_FOLDER_INVALID'],
    ])
  })

  test('a photo whose drive is not there is read by the model that has its embedding, and by no other', async () => {
    const folder = temporaryFolder()
    const engine = await openTestEngine(join(folder, 'library'))
    mkdirSync(join(folder, 'photos'))
    copyFileSync(dog, join(folder, 'photos', 'dog.jpg'))
    await engine.call('roots.add', { path: join(folder, 'photos') })
    await engine.idle()
    const { id } = await engine.call('photos.locate', { path: join(folder, 'photos', 'dog.jpg') })
    const { id: clip } = await engine.call('models.add', {
      directory: await modelFolder(tinyClip, 'CLIP'),
      anyway: true,
    })
    rmSync(join(folder, 'photos'), { recursive: true })
    const photo: TriedPhoto = { kind: 'library', id }
    const asked = await engine.call('photos.classify', { photo, labels, models: [clip, 'starter'] })
    expect(asked.readings.map(({ model }) => model.id)).toEqual(['starter'])
    expect(asked.failed).toMatchObject([{ id: clip, code: 'FILE_MISSING' }])
    expect(await codeOf(classify(engine, photo, [clip]))).toBe('FILE_MISSING')
  })

  test('a question that is given up before its turn is not asked', async () => {
    const engine = await openTestEngine(join(temporaryFolder(), 'library'))
    const giveUp = new AbortController()
    const ask = (typed: string, signal = new AbortController().signal) =>
      engine.handlers['photos.classify'](
        { photo: lend(engine), labels: [typed], models: ['nowhere', 'starter'], asWritten: false },
        { signal },
      )
    const first = ask('a d')
    const second = ask('a do', giveUp.signal)
    const third = ask('a dog')
    giveUp.abort()
    await expect(second).rejects.toMatchObject({ name: 'AbortError' })
    for (const answer of [await first, await third]) expect(answer.readings).toHaveLength(1)
  })

  test('what is wrong with the photo has its code', async () => {
    const folder = temporaryFolder()
    const engine = await openTestEngine(join(folder, 'library'))
    const file = (name: string, bytes: string | Buffer): string => {
      writeFileSync(join(folder, name), bytes)
      return join(folder, name)
    }
    const whole = readFileSync(dog)
    for (const [path, code] of [
      [join(folder, 'nowhere.jpg'), 'FILE_MISSING'],
      [file('empty.jpg', ''), 'EMPTY_FILE'],
      [file('words.jpg', 'no picture'), 'NOT_AN_IMAGE'],
      [file('drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'), 'UNSUPPORTED_FORMAT'],
      [file('half.jpg', whole.subarray(0, whole.length / 2)), 'DAMAGED_IMAGE'],
    ] as const)
      expect([path, await codeOf(classify(engine, lend(engine, path)))]).toEqual([path, code])
    expect(await codeOf(classify(engine, { kind: 'dropped', id: 1 }))).toBe('NOT_FOUND')
    expect(await codeOf(classify(engine, { kind: 'library', id: 1 }))).toBe('NOT_FOUND')
    // a file that was mended is read anew
    const path = file('words.jpg', await sharp(dog).resize(200).png().toBuffer())
    expect(await classify(engine, lend(engine, path))).toHaveLength(1)
  })
})

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  )

describe('copies of photos that are dropped into the window', () => {
  async function drop(engine: Engine, bytes: Buffer): Promise<number> {
    const { id, path } = await engine.dropped.place()
    writeFileSync(path, bytes)
    await engine.dropped.accept(id)
    return id
  }

  test('are deleted when they are no pictures, forgotten, too many, or left by an engine that died', async () => {
    const library = join(temporaryFolder(), 'library')
    const engine = await openTestEngine(library)
    const copies = (): string[] => readdirSync(join(library, 'dropped')).sort()
    const picture = readFileSync(dog)

    expect(await codeOf(drop(engine, Buffer.from('no picture')))).toBe('NOT_AN_IMAGE')
    expect(copies()).toEqual([])
    const first = await drop(engine, picture)
    const namesOf = (id: number): string[] => [`lumitag-dropped-${id}`, `lumitag-dropped-${id}.jpg`]
    expect(copies()).toEqual(namesOf(first))
    expect(await classify(engine, { kind: 'dropped', id: first })).toHaveLength(1)
    await engine.call('photos.forget', { id: first })
    expect(copies()).toEqual([])
    expect(await codeOf(classify(engine, { kind: 'dropped', id: first }))).toBe('NOT_FOUND')

    const ids: number[] = []
    for (let count = 0; count < 7; count++) ids.push(await drop(engine, picture))
    expect(copies()).toEqual(ids.slice(2).flatMap(namesOf).sort())

    await engine.close()
    expect(existsSync(join(library, 'dropped'))).toBe(false)
    mkdirSync(join(library, 'dropped'))
    for (const name of ['lumitag-dropped-1', 'lumitag-dropped-2.part', '3.jpg'])
      writeFileSync(join(library, 'dropped', name), 'left over')
    await openTestEngine(library)
    // what somebody else put there is not ours to delete
    expect(copies()).toEqual(['3.jpg'])
  })

  test('a file that was lent is never deleted', async () => {
    const folder = temporaryFolder()
    const engine = await openTestEngine(join(folder, 'library'))
    copyFileSync(dog, join(folder, 'mine.jpg'))
    const id = engine.dropped.lend(join(folder, 'mine.jpg'))
    await engine.call('photos.forget', { id })
    await engine.close()
    expect(readFileSync(join(folder, 'mine.jpg')).equals(readFileSync(dog))).toBe(true)
  })
})
