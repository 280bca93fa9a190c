import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const LIMIT_MS = 5000
const SUPPLIES = '/sys/class/power_supply'

/** Whether the computer runs on battery; null where it does not say. Asks the system, a few milliseconds to a second. */
export async function isOnBattery(platform: NodeJS.Platform = process.platform): Promise<boolean | null> {
  try {
    if (platform === 'linux') return await linuxOnBattery(SUPPLIES)
    if (platform === 'darwin')
      return (await run('pmset', ['-g', 'batt'], { timeout: LIMIT_MS })).stdout.includes("'Battery Power'")
    if (platform === 'win32') return await windowsOnBattery()
  } catch {
    // a computer that does not say is treated as one that is plugged in
  }
  return null
}

/**
 * True where a battery of the system discharges; mice and headsets have batteries too, their scope is "Device". False where
 * there are none. `supplies`: the kernel's folder, one sub-folder per supply.
 */
export async function linuxOnBattery(supplies: string): Promise<boolean> {
  const read = (supply: string, what: string): Promise<string> =>
    readFile(join(supplies, supply, what), 'utf8').then(
      (text) => text.trim(),
      () => '',
    )
  for (const supply of await readdir(supplies)) {
    const [type, scope, status] = await Promise.all([
      read(supply, 'type'),
      read(supply, 'scope'),
      read(supply, 'status'),
    ])
    if (type === 'Battery' && scope !== 'Device' && status === 'Discharging') return true
  }
  return false
}

/** BatteryStatus 1 is "discharging"; a computer without a battery answers with nothing. */
async function windowsOnBattery(): Promise<boolean> {
  const command = '(Get-CimInstance Win32_Battery).BatteryStatus'
  const { stdout } = await run('powershell', ['-NoProfile', '-Command', command], { timeout: LIMIT_MS })
  return stdout.trim().split(/\s+/).includes('1')
}
