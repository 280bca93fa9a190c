/**
 * True if a server answers at all, whatever it says, within two seconds.
 * @param {string} url
 */
export async function answers(url) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(2000) })
    return true
  } catch {
    return false
  }
}
