import type { Album, AlbumRule } from '../../../src-shared/schemas/album.ts'

/** A rule as the dialog edits it. */
export interface RuleForm {
  /** `score` null: accepted or automatic, whatever the score */
  labels: { label: number; score: number | null }[]
  from: string
  to: string
}

export function formOf(album: Album | null): RuleForm {
  const form: RuleForm = { labels: [], from: '', to: '' }
  for (const condition of album?.rule.all ?? []) {
    if ('label' in condition) form.labels.push({ label: condition.label, score: condition.score ?? null })
    else {
      form.from = condition.taken.from ?? ''
      form.to = condition.taken.to ?? ''
    }
  }
  return form
}

/** The rule, or null while it has no condition. */
export function ruleOf(form: RuleForm): AlbumRule | null {
  const all: AlbumRule['all'] = form.labels.map(({ label, score }) =>
    score === null ? { label } : { label, score },
  )
  if (form.from || form.to)
    all.push({ taken: { ...(form.from ? { from: form.from } : {}), ...(form.to ? { to: form.to } : {}) } })
  return all.length > 0 ? { all } : null
}
