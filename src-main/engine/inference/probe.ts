import { goldenPictures } from './golden/pictures.ts'
import { runGolden } from './golden/runGolden.ts'
import type { GoldenResult, VisionTower } from './protocol.ts'

/*
 * Entry of a throw-away process that tries one execution provider: it runs an image tower on the golden pictures, and is
 * killed when it has answered, as some drivers crash when they are closed. Nothing else is lost when it crashes or hangs.
 */

export interface ProbeRequest {
  /** with the provider to try */
  vision: VisionTower
}
export type ProbeReply =
  | { started: true }
  | { results: GoldenResult[] }
  /** before "started": the provider is not there */
  | { error: string }

process.once('message', ({ vision }: ProbeRequest) => {
  const answer = (reply: ProbeReply): void => void process.send!(reply)
  const all = goldenPictures.map((_, picture) => picture)
  const work = async (): Promise<void> => {
    const first = await runGolden(vision, all[0]!)
    answer({ started: true })
    const results = [first]
    for (const picture of all.slice(1)) results.push(await runGolden(vision, picture))
    answer({ results })
  }
  work().catch((error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }))
})
process.on('disconnect', () => process.exit(0))
