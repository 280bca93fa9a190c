import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { first } from '../../src-main/engine/store/migrations/001-first.ts'
import { sync } from '../../src-main/engine/store/migrations/002-sync.ts'
import { scanning } from '../../src-main/engine/store/migrations/003-scanning.ts'
import { largeLibraries } from '../../src-main/engine/store/migrations/004-large-libraries.ts'
import { openTestEngine, temporaryFolder } from '../support/library.ts'
import { copyStarter } from '../support/modelFolders.ts'

/* A threshold is a raw score of one model. */

test('thresholds that the user set hold for the model they were set with, and come back with it', async () => {
  const folder = temporaryFolder()
  const engine = await openTestEngine(join(folder, 'library'))
  const proposed = await engine.call('labels.add', { name: 'dog' })
  const { id } = await engine.call('labels.update', {
    id: proposed.id,
    change: { automatic: 0.9, suggestion: 0.8 },
  })
  const other = await engine.call('models.add', { directory: copyStarter(join(folder, 'Other')) })
  const shown = async (): Promise<unknown> => {
    const [label] = await engine.call('labels.list')
    return [label!.automatic, label!.suggestion, label!.ownThresholds]
  }

  await engine.call('models.use', { id: other.id })
  expect(await shown()).toEqual([other.automatic, other.suggestion, false])
  await engine.call('labels.update', { id, change: { automatic: 0.7 } })
  expect(await shown()).toEqual([0.7, Math.min(other.suggestion, 0.7), true])
  await engine.call('models.use', { id: 'starter' })
  expect(await shown()).toEqual([0.9, 0.8, true])
  // back to the proposal, for this model alone
  await engine.call('labels.update', { id, change: { automatic: null, suggestion: null } })
  expect(await shown()).toEqual([proposed.automatic, proposed.suggestion, false])
  await engine.call('models.use', { id: other.id })
  expect(await shown()).toMatchObject([0.7, expect.any(Number), true])
})

test('thresholds of a library from before are those of the model that was in use', async () => {
  const library = join(temporaryFolder(), 'library')
  mkdirSync(library)
  const db = new DatabaseSync(join(library, 'library.db'))
  for (const script of [first, sync, scanning, largeLibraries]) db.exec(script)
  db.exec(`PRAGMA user_version = 4;
    INSERT INTO settings (key, value) VALUES ('activeModel', '"gone"');
    INSERT INTO models (id, name, directory, added_at) VALUES ('gone', 'Gone', '/nowhere', 0);
    INSERT INTO labels (id, name, automatic, suggestion, created_at) VALUES (1, 'dog', 0.9, NULL, 0), (2, 'cat', NULL, NULL, 0);
    INSERT INTO prompts (label_id, position, text) VALUES (1, 0, 'dog'), (2, 0, 'cat');`)
  db.close()
  const engine = await openTestEngine(library)
  // its stand-in asks its own
  const labels = await engine.call('labels.list')
  expect(labels.map(({ name, ownThresholds }) => [name, ownThresholds])).toEqual([
    ['cat', false],
    ['dog', false],
  ])
  await engine.close()
  const after = new DatabaseSync(join(library, 'library.db'))
  expect(after.prepare('SELECT label_id, model, automatic, suggestion FROM thresholds').all()).toEqual([
    { label_id: 1, model: 'gone', automatic: 0.9, suggestion: null },
  ])
  after.close()
})
