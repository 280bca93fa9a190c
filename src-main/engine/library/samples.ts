import { cp } from 'node:fs/promises'
import { join } from 'node:path'

/** Copies the sample pictures, and nothing but pictures, into a folder; those that are there stay. */
export async function copySamples(resourcesDir: string, to: string): Promise<void> {
  await cp(join(resourcesDir, 'samples'), to, {
    recursive: true,
    force: false,
    // they are not being written: indexing need not wait
    preserveTimestamps: true,
    filter: (path) => !/\/render(\/|$)|\.md$|LICENSE$/.test(path.replaceAll('\\', '/')),
  })
}
