// Builds what electron.config.ts lists into out/. Runs under Node 24, which reads TypeScript.
import { rmSync } from 'node:fs'
import { build } from 'vite'
import { bundles } from '../../electron.config.ts'

for (const folder of ['node', 'electron', 'renderer'])
  rmSync(new URL(`../../out/${folder}`, import.meta.url), { recursive: true, force: true })
for (const config of Object.values(bundles)) await build(config)
