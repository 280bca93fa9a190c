import { spawn } from 'node:child_process'

/** Whether somebody is looking at a screen of this computer. */
export const hasDisplay = (env = process.env, platform = process.platform): boolean =>
  platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)

/** Opens an address or a file in the program that the system uses for it; nothing where there is no display. */
export function openInBrowser(target: string): void {
  if (!hasDisplay()) return
  const [command, ...rest] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open']
  const child = spawn(command, [...rest, target], { stdio: 'ignore', detached: true })
  child.on('error', () => {}) // no such program: the address is printed anyway
  child.unref()
}
