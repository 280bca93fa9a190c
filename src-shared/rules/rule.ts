import { z } from 'zod'
import { conditions } from './conditions.ts'
import { contradictionsIn } from './contradictions.ts'
import { conditionKinds, groupKinds, type ConditionKind, type Rule, type RuleProblem } from './tree.ts'

const GROUPS: readonly string[] = groupKinds
const KINDS: readonly string[] = [...groupKinds, ...conditionKinds]
const MOST_IN_GROUP = 1000
const DEEPEST = 20

/** A smart album's rule, as data. What is wrong is told with its place, and what could be meant. */
export const rule = z.unknown().transform((value, context): Rule => {
  const problems: RuleProblem[] = []
  const read = readRule(value, [], problems)
  if (problems.length === 0) problems.push(...contradictionsIn(read as Rule))
  for (const { path, message } of problems) context.addIssue({ code: 'custom', path, message, input: value })
  return read as Rule
}) as unknown as z.ZodType<Rule, Rule>

/** "all[1].taken.from", for people. */
export function placeOf(path: readonly (string | number)[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')
}

function readRule(value: unknown, path: (string | number)[], problems: RuleProblem[]): unknown {
  const wrong = (message: string, at = path): undefined => void problems.push({ path: at, message })
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrong('is not a rule. A rule looks like { "all": [ { "tag": "Beach" } ] }')
  const fields = Object.keys(value)
  const [kind, another] = fields.filter((field) => KINDS.includes(field))
  if (kind === undefined) {
    const [field] = fields
    return wrong(
      field === undefined
        ? 'is empty. A rule looks like { "tag": "Beach" }'
        : `"${field}" is not known${meant(field, KINDS)}. A rule has one of: ${KINDS.join(', ')}`,
    )
  }
  if (another !== undefined)
    return wrong(
      `has both "${kind}" and "${another}". Write each in an object of its own, together in { "all": [ … ] }`,
    )
  if (path.length > DEEPEST * 2) return wrong(`is nested more than ${DEEPEST} deep`)
  if (!GROUPS.includes(kind)) return readCondition(kind as ConditionKind, value, path, problems)
  const stranger = fields.find((field) => field !== kind)
  if (stranger !== undefined) return wrong(`"${stranger}" is not known beside "${kind}"`)
  const children = (value as Record<string, unknown>)[kind]
  const at = [...path, kind]
  if (!Array.isArray(children)) return wrong('must be a list: [ { "tag": "Beach" } ]', at)
  if (children.length === 0) return wrong('is empty. Write at least one condition', at)
  if (children.length > MOST_IN_GROUP) return wrong(`has more than ${MOST_IN_GROUP} conditions`, at)
  return { [kind]: children.map((child, index) => readRule(child, [...at, index], problems)) }
}

function readCondition(
  kind: ConditionKind,
  value: object,
  path: (string | number)[],
  problems: RuleProblem[],
): unknown {
  const read = conditions[kind].safeParse(value)
  if (read.success) return read.data
  for (const issue of read.error.issues) {
    const at = [...path, ...(issue.path as (string | number)[])]
    problems.push({ path: at, message: wordsFor(issue) })
  }
}

function wordsFor(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'unrecognized_keys') return issue.message
  return `"${issue.keys[0]}" is not known here${meant(issue.keys[0]!, ['from', 'to', 'score', 'top', 'weight', 'text', 'photo', 'is'])}`
}

/** Names what may have been meant, if it starts alike. */
function meant(word: string, known: readonly string[]): string {
  const like = known.find(
    (one) => one !== word && (one.startsWith(word.toLowerCase()) || word.toLowerCase().startsWith(one)),
  )
  return like ? ` (did you mean "${like}"?)` : ''
}
