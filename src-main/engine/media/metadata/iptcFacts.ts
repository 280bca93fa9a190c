import { parseTime, type WrittenTime } from './times.ts'
import { cleanText, type Tags } from './values.ts'

export interface IptcFacts {
  created: WrittenTime | null
  title: string | null
  description: string | null
  keywords: string[]
}

/** What IPTC-IIM says: the oldest of the three, and still what many agencies write. */
export function iptcFacts(iptc: Tags): IptcFacts {
  const decode = decoder(iptc)
  const all = (name: string): string[] =>
    [iptc[name] ?? []].flat().flatMap((tag) => decode((tag as { value?: unknown }).value) ?? [])
  const one = (name: string): string | null => all(name)[0] ?? null
  const [date, clock] = [one('Date Created'), one('Time Created')]
  // the standard demands an offset, so programs that know none write this one
  const known = clock?.replace(/\+00:?00$/, '')
  return {
    created: parseTime(known ? `${date} ${known}` : date),
    title: one('Object Name'),
    description: one('Caption/Abstract'),
    keywords: all('Keywords'),
  }
}

/** ISO 2022 escape sequence that stands for UTF-8 */
const UTF8 = '27,37,71'
const latin1 = new TextDecoder('windows-1252')
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Without a declared character set, what is valid UTF-8 is read as such, the rest as Latin-1. */
function decoder(iptc: Tags): (value: unknown) => string | null {
  const declared = (iptc['Coded Character Set'] as { value?: unknown } | undefined)?.value
  const isUtf8 = Array.isArray(declared) && declared.join() === UTF8
  return (value) => {
    if (!Array.isArray(value)) return null
    const bytes = Uint8Array.from(value as number[])
    try {
      return cleanText(utf8.decode(bytes))
    } catch {
      return cleanText(isUtf8 ? new TextDecoder().decode(bytes) : latin1.decode(bytes))
    }
  }
}
