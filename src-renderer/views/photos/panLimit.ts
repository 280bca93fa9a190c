/** How far a picture of this size may be moved in its room before a border shows; not at all if it fits. */
export function panLimit(offset: number, size: number, room: number): number {
  const most = Math.max(0, (size - room) / 2)
  return Math.min(Math.max(offset, -most), most)
}
