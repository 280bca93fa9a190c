import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { expectAccessible } from '../support/accessible.ts'
import { hasChromium, openApp, screenshot } from '../support/app.ts'
import { keepAlbum, nestGroups } from '../support/journeys/album.ts'
import { exchangePacks, suggestAll, writeWithCare } from '../support/journeys/label.ts'
import { refusedStayOut, reviewByKeys } from '../support/journeys/review.ts'
import { copySamples, mirrorSamples } from '../support/samples.ts'

const ALL = 50
const LABEL = 'Papers > Receipt'

describe.skipIf(!hasChromium)('in a browser, with 50 photos in two folders', () => {
  test('a label is written with care, all photos are reviewed by keys, and an album has groups in groups', async () => {
    const { page, engine, folder } = await openApp(async (opened, empty) => {
      await copySamples(join(empty, 'photos'))
      await mirrorSamples(join(empty, 'mirrored'))
      for (const name of ['photos', 'mirrored']) await opened.call('roots.add', { path: join(empty, name) })
      await opened.idle()
    })
    const tagged = await writeWithCare(page, LABEL, ALL)
    const albumOfLabel = async () => (await engine.call('albums.list')).find(({ name }) => name === LABEL)!
    expect((await albumOfLabel()).count).toBe(tagged)
    await exchangePacks(page, LABEL)

    await suggestAll(page, ALL)
    const { no } = await reviewByKeys(page, LABEL, ALL)
    await refusedStayOut(page, join(folder, 'mirrored'), LABEL, { all: ALL, no })
    await engine.idle()
    expect((await albumOfLabel()).count).toBe(ALL - no)

    await nestGroups(page, 'Away and at home')
    await screenshot(page, 'nested-album')
    await expectAccessible(page)
    await keepAlbum(page, 'Away and at home')
  })
})
