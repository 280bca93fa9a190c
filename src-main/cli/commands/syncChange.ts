import type { SidecarChange } from '../../../src-shared/schemas/sidecar.ts'

const NO_MARKS = { added: [], removed: [], taken: [] }

/** As a diff: + and - in the sidecar, > taken in here, < taken off here, ! to be decided. */
export function describeChange(change: SidecarChange): string {
  if (change.problem)
    return `refuse  ${change.photo}\n        ${change.problem.message} (${change.problem.code})`
  const marks = change.marks ?? NO_MARKS
  const lines = [
    ...[...change.added, ...marks.added].map((tag) => `+ ${tag}`),
    ...[...change.removed, ...marks.removed].map((tag) => `- ${tag}`),
    ...[...change.imported, ...marks.taken].map((tag) => `> ${tag}`),
    ...change.dropped.map((tag) => `< ${tag}`),
    ...change.conflicts.map(({ code, message, open }) => `${open ? '!' : ' '} ${message} (${code})`),
    ...change.notices.map(({ code, message }) => `  ${message} (${code})`),
  ]
  return [`${change.action.padEnd(6)}  ${change.sidecar}`, ...lines.map((line) => `        ${line}`)].join(
    '\n',
  )
}
