import { goldenPictures } from '../../src-main/engine/inference/golden/pictures.ts'
import { runGolden } from '../../src-main/engine/inference/golden/runGolden.ts'
import type { ProbeReply, ProbeRequest } from '../../src-main/engine/inference/probe.ts'

/*
 * Entry of a probe that stands in for execution providers as they may be: "quick" and "slow" compute what the processor
 * does and claim a speed, the others fail in the ways their names say.
 */
const answer = (reply: ProbeReply): void => void process.send!(reply)

process.once('message', ({ vision }: ProbeRequest) => {
  const { provider, ...tower } = vision
  void act(provider!, tower)
})
process.on('disconnect', () => process.exit())

async function act(provider: string, tower: ProbeRequest['vision']): Promise<void> {
  if (provider === 'absent') return answer({ error: 'There is no such device.' })
  answer({ started: true })
  if (provider === 'crashing') process.abort()
  if (provider === 'failing') return answer({ error: 'The device was lost.' })
  if (provider === 'hanging') return
  const results = []
  for (const picture of goldenPictures.keys()) results.push(await runGolden(tower, picture))
  if (provider === 'wrong') results[3]!.embedding.reverse()
  answer({
    results: results.map(({ embedding }) => ({ embedding, ms: provider === 'quick' ? 0.001 : 10_000 })),
  })
}
