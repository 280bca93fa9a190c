const YEAR = String.raw`(?<!\d)(?<year>(?:19|20)\d\d)`
const dateWith = (between: string): string =>
  String.raw`${YEAR}(?<between>${between})(?<month>0[1-9]|1[0-2])\k<between>(?<day>0[1-9]|[12]\d|3[01])`
const TIME = String.raw`(?<hour>[01]\d|2[0-3])[-_.:h]?(?<minute>[0-5]\d)[-_.:m]?(?<second>[0-5]\d)`

const PATTERNS = [
  // 20240413_203800, 2024-04-13 at 20.38.00; up to three digits behind are milliseconds
  new RegExp(String.raw`${dateWith('[-_.]?')}(?:[-_ T.]|, | at )${TIME}(?!\d{4})`),
  // 2024-04-13; without separators eight digits may be any number
  new RegExp(String.raw`${dateWith('[-_.]')}(?!\d)`),
  // IMG-20240413-WA0007
  new RegExp(String.raw`^(?:IMG|VID)-${dateWith('')}-WA\d`),
]

/**
 * The capture time in a file's name, as cameras, telephones and messengers write it: local wall-clock milliseconds, or
 * null. A date alone stands for its noon.
 */
export function nameTime(name: string): number | null {
  for (const pattern of PATTERNS) {
    const found = pattern.exec(name)?.groups
    if (!found) continue
    const { year, month, day, hour = '12', minute = '00', second = '00' } = found
    const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
    // there is no 31 June; the engine takes it for 1 July
    if (time.getUTCDate() === Number(day)) return time.getTime()
  }
  return null
}
