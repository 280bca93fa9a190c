import { readFileSync } from 'node:fs'

/** Whether memory and CPU time of other processes can be read here. */
export const canReadProcesses = process.platform === 'linux'

/** Resident memory of a process in MB, 0 once it is gone. Linux only. */
export function rssOf(pid: number | undefined): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readProcess(pid, 'status'))?.[1] ?? 0
  return Number(kilobytes) / 1024
}

/** CPU time of a process in ms, in steps of 10. Linux only. */
export function cpuOf(pid: number | undefined): number {
  // the name in brackets may hold blanks
  const fields = readProcess(pid, 'stat')
    .replace(/^.*\) /, '')
    .split(' ')
  return 10 * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0))
}

function readProcess(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return ''
  }
}
