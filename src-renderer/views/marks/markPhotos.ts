import type { Colour, Marks } from '../../../src-shared/marks.ts'
import type { Marking } from '../../../src-shared/schemas/marks.ts'
import type { App } from '../../state/app.svelte.ts'
import { markingWords } from '../../state/markWords.ts'
import { say } from '../../words/say.svelte.ts'

type Ids = readonly number[]

/** What a photo has: by the list, which follows at once, or where it is not in it any more by what is known of it. */
export function marksOf(app: App, id: number): Marks {
  const { one } = app.inspection
  if (app.photos.positions.has(id) || one?.id !== id) return app.photos.marksOf(id)
  return { rating: one.rating ?? 0, flag: one.flag, colour: one.colour }
}

/** Gives photos stars, a flag or a colour, and says so, with the way back. */
export function markPhotos(app: App, ids: Ids, marking: Marking): void | false {
  if (ids.length === 0) return false
  app.photos.mark(ids, marking)
  app.try(async () => {
    const done = await app.decisions.mark(ids, marking).catch((error: unknown) => {
      app.photos.index.refresh()
      throw error
    })
    app.inspection.details.refresh()
    app.decided(
      say('{mark}: {photos, plural, one{# photo} other{# photos}}', {
        mark: markingWords(marking),
        photos: ids.length,
      }),
      done,
    )
  })
}

/** Picks photos; where all are picked already, takes that back. */
export function toggleFlag(app: App, ids: Ids, flag: 'picked' | 'rejected'): void | false {
  const have = ids.every((id) => marksOf(app, id).flag === flag)
  return markPhotos(app, ids, { flag: have ? 'none' : flag })
}

/** Gives photos a colour; where all have it already, takes it off. */
export function toggleColour(app: App, ids: Ids, colour: Colour): void | false {
  const have = ids.every((id) => marksOf(app, id).colour === colour)
  return markPhotos(app, ids, { colour: have ? 'none' : colour })
}

/** The keys of stars, flags and colours, about the photos that are meant. */
export function markKeys(app: App, meant: () => Ids) {
  const mark = (marking: Marking) => () => markPhotos(app, meant(), marking)
  const colour = (name: Colour) => () => toggleColour(app, meant(), name)
  return {
    noStars: mark({ rating: 0 }),
    oneStar: mark({ rating: 1 }),
    twoStars: mark({ rating: 2 }),
    threeStars: mark({ rating: 3 }),
    fourStars: mark({ rating: 4 }),
    fiveStars: mark({ rating: 5 }),
    pick: mark({ flag: 'picked' }),
    rejectPhoto: mark({ flag: 'rejected' }),
    unflag: mark({ flag: 'none' }),
    favourite: () => toggleFlag(app, meant(), 'picked'),
    red: colour('red'),
    yellow: colour('yellow'),
    green: colour('green'),
    blue: colour('blue'),
  }
}
