/** Ways in which files break: on cards, on the way, and by hand. */
const WAYS = 6

/** A file with a few faults; the same for the same random numbers. `other` lends it bytes. */
export function mutate(file: Buffer, other: Buffer, random: () => number): Buffer {
  let bytes = Buffer.from(file)
  const pick = (most: number): number => Math.floor(random() * most)
  const place = (): number => {
    // headers are short and decide most
    const most = random() < 0.7 ? Math.min(bytes.length, 600) : bytes.length
    return pick(Math.max(most, 1))
  }
  for (let faults = 1 + pick(4); faults > 0 && bytes.length > 8; faults--)
    switch (pick(WAYS)) {
      case 0:
        bytes[place()]! ^= 1 << pick(8)
        break
      case 1:
        bytes[place()] = [0, 1, 0x7f, 0x80, 0xff][pick(5)]!
        break
      case 2: {
        const value = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff][pick(5)]!
        bytes.writeUInt32BE(value, Math.min(place(), bytes.length - 4))
        break
      }
      case 3:
        bytes = bytes.subarray(0, 8 + pick(bytes.length - 8))
        break
      case 4: {
        const from = place()
        bytes.copy(bytes, place(), from, from + 1 + pick(64))
        break
      }
      case 5: {
        const from = pick(other.length)
        const at = place()
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          other.subarray(from, from + 1 + pick(256)),
          bytes.subarray(at),
        ])
      }
    }
  return bytes
}
