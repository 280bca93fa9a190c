import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Jiffies since the start, of all cores. Linux counts a hundred a second. */
interface Counters {
  at: number
  busy: number
  stolen: number
  own: number
}

/**
 * Watches what everybody else does with the processor: answers how many cores other programs, and other guests of the
 * same host, took on average since. Undefined where the system does not say (it is Linux that does).
 */
export function watchLoad(): () => number | undefined {
  const before = read()
  return () => {
    const after = read()
    if (!before || !after) return undefined
    const ms = after.at - before.at
    const jiffies = after.busy + after.stolen - after.own - (before.busy + before.stolen - before.own)
    return Math.min(availableParallelism(), Math.max(0, (10 * jiffies) / ms))
  }
}

function read(): Counters | undefined {
  try {
    const [, user, nice, system, , , irq, softIrq, stolen] = readFileSync('/proc/stat', 'latin1')
      .split('\n')[0]!
      .split(/\s+/)
      .map(Number)
    const own = readFileSync('/proc/self/stat', 'latin1')
      .replace(/^.*\) /, '')
      .split(' ')
    return {
      at: performance.now(),
      busy: user! + nice! + system! + irq! + softIrq!,
      stolen: stolen!,
      // this process and the children that it has waited for
      own: [11, 12, 13, 14].reduce((sum, index) => sum + Number(own[index]), 0),
    }
  } catch {
    return undefined
  }
}
