// The tests of several runs added up: each left its numbers as a line of the file named here.
import { existsSync, readFileSync } from 'node:fs'
import { closingLine } from './summary.mjs'

const [file = ''] = process.argv.slice(2)
const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').filter(Boolean) : []
const total = { passed: 0, failed: 0, skipped: 0 }
for (const line of lines) {
  const { passed, failed, skipped } = JSON.parse(line)
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}
console.log(closingLine(total))
