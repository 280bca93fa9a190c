/**
 * @typedef {object} Report what vitest's JSON reporter writes, as far as it is used here
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one per file
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * Adds up a test run. A file that failed without a failed test in it (it crashed, or a hook did) counts as one
 * failure, and so does a run that failed as a whole or in which nothing passed.
 * @param {Report | undefined} report undefined if the run left none
 * @param {number} exitCode of the test runner
 * @returns {Count}
 */
export function count(report, exitCode) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { status, assertionResults } of report?.testResults ?? []) {
    const statuses = assertionResults.map((result) => result.status)
    const failed = statuses.filter((each) => each === 'failed').length
    const passed = statuses.filter((each) => each === 'passed').length
    total.passed += passed
    total.failed += failed === 0 && status === 'failed' ? 1 : failed
    total.skipped += statuses.length - passed - failed
  }
  if (total.failed === 0 && (exitCode !== 0 || total.passed === 0)) total.failed = 1
  return total
}

/**
 * The closing line.
 * @param {Count} total
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
