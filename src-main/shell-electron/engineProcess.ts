import { spawn } from 'node:child_process'
import { connect, type Client } from '../../src-shared/rpcClient.ts'
import type { Wire } from '../../src-shared/port.ts'
import { createChannels } from '../engine/channels.ts'
import type { ProcessContract } from '../engine/processContract.ts'

export interface EngineFiles {
  /** the plain Node 24 binary */
  node: string
  /** the engine's entry */
  entry: string
  /** the library's folder */
  library: string
}

/** One life of the engine process. */
export interface EngineProcess {
  client: Client<ProcessContract>
  /** A wire for one window; closes when the process is gone. */
  open(): Wire
  /** Resolves with the reason once the process is gone, however it went. */
  gone: Promise<string>
  /** Asks it to close its library and end; kills it if that takes longer. */
  stop(graceMs: number): Promise<void>
  kill(): void
}

/** Starts the engine on a plain Node binary. */
export function startEngine(files: EngineFiles, log: (text: string) => void): EngineProcess {
  // not fork(): Electron's own throws where the runAsNode fuse is off (electron pull request 53831).
  // json: Chromium's V8 writes a clone format (16 in version 156) that Node 24 cannot read (up to 15)
  const child = spawn(files.node, [files.entry, files.library], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'json',
    windowsHide: true,
  })
  const channels = createChannels((envelope) => {
    if (child.connected) child.send(envelope)
  })
  child.on('message', channels.receive)
  child.stderr!.setEncoding('utf8').on('data', log)

  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`))
    child.on('error', (error) => {
      log(error.message)
      if (child.pid === undefined) resolve(`could not start: ${error.message}`)
    })
  })
  void gone.then(() => channels.end())

  return {
    client: connect<ProcessContract>(channels.open()),
    open: channels.open,
    gone,
    async stop(graceMs) {
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
      if (child.connected) child.disconnect()
      await gone
      clearTimeout(timer)
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
