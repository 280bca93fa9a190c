import { basename, join } from 'node:path'
import { startInference } from '../../src-main/engine/inference/client.ts'
import { out } from './build.ts'

/*
 * What tests start as processes of their own is what is shipped: the bundles. They also start in half the time of the
 * sources, and tests start hundreds. `globalSetup.ts` has made them.
 */

/** The inference process. */
export const inferenceProgram = join(out, 'node', 'inference.js')

const bundles: Record<string, string> = { 'child.ts': 'inference.js', 'probe.ts': 'probe.js' }

/** The command line. */
export const commandLine = join(out, 'node', 'cli.js')

/** Starts an inference process, or the test of an execution provider, from its bundle. */
export function startBundle(
  options: Parameters<typeof startInference>[0],
): ReturnType<typeof startInference> {
  const start = startInference(options)
  return (entry) => start(join(out, 'node', bundles[basename(entry)]!))
}
