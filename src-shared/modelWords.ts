import type { ModelCheck, ModelSpeed, ProviderTrial } from './schemas/modelCheck.ts'

const PROVIDERS: Record<string, string> = {
  cpu: 'CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
  coreml: 'CoreML',
  dml: 'DirectML',
}

export const providerName = (name: string): string => PROVIDERS[name] ?? name

/** "12 ms a photo on CPU": of the image tower alone. */
export const speedWords = ({ provider, msPerPhoto }: ModelSpeed): string =>
  `${milliseconds(msPerPhoto)} a photo on ${providerName(provider)}`

/** What a check comes to: bad before doubtful before good. What could not be looked at does not count. */
export function verdictOf({ findings }: ModelCheck): 'good' | 'doubtful' | 'bad' {
  const has = (verdict: string): boolean => findings.some((finding) => finding.verdict === verdict)
  return has('bad') ? 'bad' : has('doubtful') ? 'doubtful' : 'good'
}

/** "WebGPU computes the same (…), 3.1 ms a photo.", "CUDA cannot be used: There is no such device." */
export function trialWords({ name, verdict, msPerPhoto, cosine, reason }: ProviderTrial): string {
  if (verdict !== 'trusted') return `${providerName(name)} cannot be used: ${reason}`
  return `${providerName(name)} computes the same (worst cosine ${cosine!.worst.toFixed(4)}), ${milliseconds(msPerPhoto!)} a photo.`
}

function milliseconds(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(0)} s`
  return `${ms < 10 ? ms.toFixed(1) : ms.toFixed(0)} ms`
}
