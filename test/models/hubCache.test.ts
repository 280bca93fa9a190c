import { cpSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { findModelFolder } from '../../src-main/engine/models/hubCache.ts'
import { openTestEngine, projectRoot, temporaryFolder } from '../support/library.ts'

/** The starter as the Hugging Face tools would keep it: snapshots of links to blobs. */
function cache(): string {
  const repository = join(temporaryFolder(), 'models--onnx-community--siglip2-tiny-ONNX')
  const snapshot = join(repository, 'snapshots', 'abc123')
  cpSync(join(projectRoot, 'models', 'starter'), snapshot, { recursive: true })
  mkdirSync(join(repository, 'blobs'))
  mkdirSync(join(repository, 'refs'))
  mkdirSync(join(repository, 'snapshots', 'older'))
  writeFileSync(join(repository, 'refs', 'main'), 'abc123')
  readdirSync(snapshot, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .forEach((entry, index) => {
      const path = join(entry.parentPath, entry.name)
      const blob = join(repository, 'blobs', String(index))
      renameSync(path, blob)
      symlinkSync(relative(dirname(path), blob), path)
    })
  return repository
}

test('a repository of the Hugging Face cache is added by its folder, under its own name', async () => {
  const repository = cache()
  const engine = await openTestEngine(temporaryFolder())
  const model = await engine.call('models.add', { directory: repository })
  expect(model).toMatchObject({ id: 'siglip2-tiny-onnx', name: 'siglip2-tiny-ONNX', problem: null })
  expect(model.directory).toMatch(/snapshots.abc123$/)
})

test('a snapshot names its repository, and any other folder is taken as it is', () => {
  const repository = cache()
  const snapshot = join(repository, 'snapshots', 'older')
  expect(findModelFolder(snapshot)).toEqual({ directory: snapshot, name: 'siglip2-tiny-ONNX' })
  expect(findModelFolder('/models/mine')).toEqual({ directory: '/models/mine', name: null })
  mkdirSync(join(repository, '..', 'models--empty', 'snapshots'), { recursive: true })
  expect(() => findModelFolder(join(repository, '..', 'models--empty'))).toThrow('holds no snapshot')
})
