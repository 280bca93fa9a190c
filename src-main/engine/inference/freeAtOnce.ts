/**
 * Gives the memory behind large numbers or pixels back now; the view is empty afterwards. Left to itself the garbage
 * collector runs every third photo, for 8 % of all the time, since what it sees of them is small.
 */
export function freeAtOnce({ buffer }: { buffer: ArrayBufferLike }): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0)
}
