import { createHash } from 'node:crypto'
import type { MeaningTerm } from '../../../src-shared/rules/conditions.ts'
import type { ConditionOf } from '../../../src-shared/rules/tree.ts'
import type { PhotoEmbeddings } from '../classify/photoEmbeddings.ts'
import type { Query } from '../labels/queries.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { ActiveModel } from '../models/models.ts'
import type { Term } from './meaning.ts'

type Wanted = ConditionOf<'meaning'>['meaning']

/**
 * Vectors of what is looked for by meaning, in order. Lasting words are stored. Undefined where a photo that it names is
 * not there any more, or cannot be read.
 */
export type Terms = (wanted: readonly Wanted[], lasting: boolean) => Promise<(Term[] | undefined)[]>

export function createTerms(
  scorer: Scorer,
  photoEmbedding: PhotoEmbeddings,
  active: () => ActiveModel,
): Terms {
  async function queryOf({ text, photo, dropped }: MeaningTerm, lasting: boolean): Promise<Query> {
    if (text !== undefined)
      return lasting ? scorer.query({ prompts: [text] }) : scorer.trial({ prompts: [text] })
    const kind = photo === undefined ? ('dropped' as const) : ('library' as const)
    const id = Number(photo ?? dropped)
    const { vector } = await photoEmbedding({ kind, id }, active())
    const bytes = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
    const key = `vector:${createHash('sha256').update(bytes).digest('hex')}`
    return { key, promptHash: '', vectors: [vector], lasting: false }
  }

  async function termsOf(wanted: Wanted, lasting: boolean): Promise<Term[]> {
    const terms = typeof wanted === 'string' ? [{ text: wanted }] : wanted
    const read: Term[] = []
    for (const term of terms)
      read.push({
        ...{ query: await queryOf(term, lasting), weight: term.weight ?? 1 },
        ...(term.photo === undefined ? {} : { photoId: Number(term.photo) }),
      })
    return read
  }

  return async (wanted, lasting) => {
    const all: (Term[] | undefined)[] = []
    for (const one of wanted)
      all.push(
        await termsOf(one, lasting).catch((error: unknown) => {
          // words must be read; a photo may be gone, and then nothing is like it
          if (typeof one === 'string' || one.every(({ text }) => text !== undefined)) throw error
          return undefined
        }),
      )
    return all
  }
}
