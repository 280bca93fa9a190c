import { createHash } from 'node:crypto'
import { dot } from '../../vectors/combine.ts'
import type { Query } from '../queries.ts'
import type { Scoring } from '../scoring.ts'
import { statisticsOf, type Statistics } from '../statistics.ts'
import type { Thresholds } from '../thresholds.ts'
import type { Lesson, Material } from './lesson.ts'
import type { Marks } from './marks.ts'

/** A library that grew by less is what it was: what was measured holds. */
const GROWTH = 1.1
/** Photos that the library's mean direction is told from. */
const SAMPLE = 2000
/** Labels and drafts whose lessons are remembered. */
const REMEMBERED = 2000

/** What a lesson depends on. */
export interface Ground {
  base: Float32Array
  statistics: Statistics | null
  proposed: Thresholds
  marks: Marks
  /** whether the label learns at all */
  on: boolean
}

export interface Lessons {
  statistics(key: string, base: Float32Array): Statistics | null
  of(query: Query, ground: Ground, teach: (material: Material) => Lesson): Lesson
  /** What the bars of a lesson with a direction are compared with, by row. */
  values(query: Query, base: Float32Array, lesson: Lesson, statistics: Statistics): Float32Array
  forget(): void
}

/** Measures and learns once, and remembers: marks and photos decide, so nothing of it is stored. */
export function createLessons(scoring: () => Scoring): Lessons {
  const measured = new Map<string, Statistics>()
  const learnt = new Map<string, Lesson>()
  let measuredBy: Scoring | undefined
  let mean: { scoring: Scoring; size: number; vector: Float32Array } | undefined

  function forget(): void {
    measured.clear()
    learnt.clear()
    mean = undefined
  }

  function meanVector(): Float32Array {
    const now = scoring()
    const { vectors } = now
    if (mean?.scoring === now && mean.size * GROWTH >= vectors.size) return mean.vector
    const vector = new Float32Array(vectors.dimensions)
    const step = Math.max(1, Math.floor(vectors.size / SAMPLE))
    let count = 0
    for (let row = 0; row < vectors.size; row += step, count++)
      vectors.vector(row).forEach((value, i) => (vector[i]! += value))
    mean = { scoring: now, size: vectors.size, vector: vector.map((value) => value / Math.max(1, count)) }
    return mean.vector
  }

  /** What a direction adds to each row, in logits. */
  function along(direction: Float32Array, lasting: boolean): Float32Array {
    const { cosines } = scoring()
    const name = createHash('sha256').update(new Uint8Array(direction.buffer)).digest('hex')
    const added = cosines.best({ key: `direction:${name}`, vectors: [direction], lasting })
    const middle = dot(direction, meanVector())
    return added.map((value) => value - middle)
  }

  return {
    statistics(key, base) {
      if (scoring() !== measuredBy) forget()
      measuredBy = scoring()
      const before = measured.get(key)
      if (before && before.count <= base.length && before.count * GROWTH >= base.length) return before
      const now = statisticsOf(base)
      if (now) remember(measured, key, now)
      return now
    },
    of({ key }, { base, statistics, proposed, marks, on }, teach) {
      const material: Material = {
        base,
        statistics,
        proposed,
        marks: on ? marks : { accepted: [], rejected: [] },
        dimensions: scoring().vectors.dimensions,
        centred: (row) =>
          scoring()
            .vectors.vector(row)
            .map((value, i) => value - meanVector()[i]!),
        along: (direction) => along(direction, false),
      }
      const { accepted, rejected } = material.marks
      if (accepted.length === 0 || rejected.length === 0) return teach(material)
      const name = [key, statistics?.count, proposed.automatic, proposed.suggestion, accepted, rejected].join(
        ';',
      )
      const lesson = learnt.get(name) ?? teach(material)
      remember(learnt, name, lesson)
      return lesson
    },
    values(query, base, { direction }, { spread }) {
      const added = along(direction!, query.lasting)
      return base.map((cosine, row) => cosine + spread * added[row]!)
    },
    forget,
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > REMEMBERED) map.delete(map.keys().next().value!)
}
