import { accessSync, constants, existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { speedWords, verdictOf } from '../../../src-shared/modelWords.ts'
import type { Finding } from '../../../src-shared/schemas/library.ts'
import type { Model } from '../../../src-shared/schemas/model.ts'
import type { Engine } from '../../engine/engine.ts'
import { programFolder } from '../../engine/places.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'

interface Check {
  name: string
  good: boolean
  detail: string
}

export interface DoctorOptions {
  repair?: boolean
}

/** Looks at what Lumitag stands on, and says what is wrong and how to mend it. */
export async function doctor(
  engine: Engine,
  output: Output,
  { repair = false }: DoctorOptions,
): Promise<number> {
  const findings = await engine.call('library.examine', { repair })
  const { directory, photos, embedded, unreadable, missingModel } = await engine.call('library.status')
  const checks: Check[] = [
    { name: 'Node', good: Number(process.versions.node.split('.')[0]) >= 24, detail: process.versions.node },
    { name: 'Cores', good: true, detail: String(availableParallelism()) },
    { name: 'Library', good: isWritable(directory), detail: directory },
    ...findings.map(findingCheck),
    { name: 'Photos', good: true, detail: `${photos}, ${embedded} indexed, ${unreadable} could not be read` },
  ]
  for (const { path, online } of await engine.call('roots.list'))
    checks.push({
      name: 'Folder',
      good: online,
      detail: online ? path : `${path} is not there: plug its drive in`,
    })
  for (const model of await engine.call('models.list')) checks.push(modelCheck(model))
  if (missingModel)
    checks.push({
      name: 'Model',
      good: false,
      detail: `${missingModel.id} should be in use and cannot be: the starter stands in until its folder is back`,
    })
  const window = existsSync(join(programFolder(), 'out', 'renderer', 'index.html'))
  checks.push({ name: 'Window', good: window, detail: window ? 'built' : 'not built: run npm start once' })

  for (const check of checks) output.event({ event: 'check', ...check })
  for (const finding of findings) output.event({ event: 'finding', ...finding })
  output.table(
    ['', 'What', 'Found'],
    checks.map(({ name, good, detail }) => [good ? 'ok' : '!!', name, detail]),
  )
  return checks.every(({ good }) => good) ? exitCodes.done : exitCodes.broken
}

/** What is known about a model; testing it takes longer than a look at everything should. */
function modelCheck({ id, problem, active, directory, check, speed }: Model): Check {
  const verdict = check && verdictOf(check)
  const state = verdict ? `last check: ${verdict}` : 'not checked on this computer'
  const advice = verdict === 'good' ? '' : `, see "lumitag model check ${id}"`
  return {
    name: 'Model',
    good: problem === null && verdict !== 'bad',
    detail:
      problem ??
      `${id}${active ? ' (in use)' : ''}: ${directory}, ${state}${speed ? `, ${speedWords(speed)}` : ''}${advice}`,
  }
}

/** Missing thumbnails alone are no illness: they are made when somebody looks. */
function findingCheck({ what, found, repaired, detail }: Finding): Check {
  const left = found - repaired
  const state =
    found === 0
      ? 'none'
      : repaired > 0
        ? `${found}, ${repaired} mended`
        : `${found}, see "lumitag doctor --repair"`
  return {
    name: 'Upkeep',
    good: left === 0 || what === 'missing thumbnails',
    detail: `${what}: ${state}${detail ? ` (${detail})` : ''}`,
  }
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK)
    return true
  } catch {
    return false
  }
}
