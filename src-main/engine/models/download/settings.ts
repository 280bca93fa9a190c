/** How the hub is reached. */
export interface HubSettings {
  /** without a slash at the end */
  endpoint: string
  token: string | null
  offline: boolean
  /** a connection that brings no byte for so long is given up */
  stallMs: number
  /** wait before the second try; each further one waits twice as long */
  retryMs: number
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in small or capital letters */
  proxy: NodeJS.ProcessEnv
}

/** The environment variables that the Hugging Face tools read, so that one set-up serves them all. */
export function readHubSettings(env: NodeJS.ProcessEnv): HubSettings {
  return {
    endpoint: (env.HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, ''),
    token: env.HF_TOKEN || null,
    offline: /^(1|on|yes|true)$/i.test(env.HF_HUB_OFFLINE ?? ''),
    stallMs: (Number(env.HF_HUB_DOWNLOAD_TIMEOUT) || 30) * 1000,
    retryMs: 1000,
    proxy: env,
  }
}
