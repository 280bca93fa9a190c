import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const svelteSource = fileURLToPath(new URL('node_modules/svelte/src/', import.meta.url))

/** Folders of tests that are not part of npm test; each has a mode of its name. */
const apart = ['interop', 'package', 'journeys']

export default defineConfig(({ mode }) => ({
  // state classes (*.svelte.ts) are tested as they run in the window, though without a DOM
  plugins: [svelte({ configFile: false, dynamicCompileOptions: () => ({ generate: 'client' }) })],
  resolve: {
    // a 'browser' condition would also reach ws and other packages of the engine
    alias: [
      { find: /^svelte$/, replacement: `${svelteSource}index-client.js` },
      { find: /^svelte\/(reactivity|store)$/, replacement: `${svelteSource}$1/index-client.js` },
    ],
  },
  test: {
    // runs of their own: npm run test:interop needs other programs, test:package takes long
    include: apart.includes(mode) ? [`test/${mode}/**/*.test.ts`] : ['test/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      ...apart.filter((folder) => folder !== mode).map((folder) => `test/${folder}/**`),
    ],
    environment: 'node',
    globalSetup: 'test/support/globalSetup.ts',
    server: { deps: { inline: [/node_modules\/(svelte|bits-ui|runed)\//] } },
    pool: 'forks',
    // each test file may start an engine with its own inference processes
    maxWorkers: 2,
    // waits end when what they wait for is there: long limits cost nothing and hold on a busy computer
    testTimeout: 180_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 90_000 } },
  },
}))
