import { InvalidArgumentError } from 'commander'

/* How the values of options are read, and how examples are shown. */

/** An option that may be repeated. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value]

/** A folder. An empty one is a variable that was not set, and not the folder that somebody happens to be in. */
export function folderName(value: string): string {
  if (value === '') throw new InvalidArgumentError('It is empty.')
  return value
}

/** A raw score. */
export function score(value: string): number {
  const number = value.trim() === '' ? NaN : Number(value)
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError('A score lies between 0 and 1.')
  return number
}

/** A whole number above 0. */
export function count(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('A whole number above 0 is wanted.')
  return number
}

/** A TCP port. */
export function port(value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > 65535)
    throw new InvalidArgumentError('A port lies between 1 and 65535.')
  return number
}

/** Examples under a command's help. */
export const examples = (...lines: string[]): string =>
  ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n')
