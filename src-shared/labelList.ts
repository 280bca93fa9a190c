/** What stands between labels: commas of several scripts, line ends. */
const SEPARATORS = new Set([',', '\n', '，', '、', '،'])
/** A label that begins with one of these goes on to its counterpart, commas and all. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»' }

/** `a cat, "a dog, running"` as labels: split at separators outside quotes, trimmed, each once. */
export function parseLabels(text: string): string[] {
  return tidyLabels(scan(text).labels)
}

/** A list that is still being typed: the labels that a separator ended, and what stands behind the last one. */
export function splitTyped(text: string): { complete: string[]; rest: string } {
  const { labels, last } = scan(text)
  return { complete: tidyLabels(labels.slice(0, -1)), rest: text.slice(last) }
}

/** Trimmed, without empty ones, each once: towers read no case, so the first spelling stands for all. */
export function tidyLabels(labels: readonly string[]): string[] {
  const seen = new Set<string>()
  return labels
    .map((label) => label.trim())
    .filter((label) => {
      const words = label.normalize('NFC').toLowerCase()
      return words !== '' && !seen.has(words) && seen.add(words)
    })
}

/** A label as it has to be typed to be read back as one. */
export function quoteLabel(label: string): string {
  const isPlain = !(label[0]! in QUOTES) && ![...label].some((character) => SEPARATORS.has(character))
  return isPlain ? label : `"${label.replaceAll('"', '""')}"`
}

/**
 * The labels of a text, and where the last one begins. Two closing quotes in a row stand for one; a quote inside a label
 * (5" disk, a dog's tail) is a character like any other; one that is never closed ends with the text.
 */
function scan(text: string): { labels: string[]; last: number } {
  const labels = ['']
  let last = 0
  /** the quote that would end the quoted part, while in one */
  let closing: string | undefined
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    const label = labels.at(-1)!
    if (closing !== undefined && character === closing && text[at + 1] !== closing) closing = undefined
    else if (closing !== undefined) {
      labels[labels.length - 1] = label + character
      if (character === closing) at++
    } else if (SEPARATORS.has(character)) {
      labels.push('')
      last = at + 1
    } else if (character in QUOTES && label.trim() === '') closing = QUOTES[character]
    else labels[labels.length - 1] = label + character
  }
  return { labels, last }
}
