import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Where the bundles say what is in them, below the project's folder. */
const FOLDER = join('out', 'packages')

/** Notes which packages a bundle has code of: their licences go into the package. */
export function noteBundled(bundle: string, root: string): Plugin {
  return {
    name: 'lumitag-note-bundled',
    generateBundle(_options, output) {
      const packages = Object.values(output)
        .flatMap((file) => (file.type === 'chunk' ? Object.entries(file.modules) : []))
        .filter(([, { renderedLength }]) => renderedLength > 0)
        .flatMap(([id]) => packageOf(id) ?? [])
      mkdirSync(join(root, FOLDER), { recursive: true })
      const names = [...new Set(packages)].sort()
      writeFileSync(join(root, FOLDER, `${bundle}.json`), JSON.stringify(names))
    },
  }
}

/** The packages of all bundles, as folders below node_modules: bits-ui, @internationalized/date, a/node_modules/b. */
export function bundledPackages(root: string): string[] {
  const lists = readdirSync(join(root, FOLDER)).map(
    (name) => JSON.parse(readFileSync(join(root, FOLDER, name), 'utf8')) as string[],
  )
  return [...new Set(lists.flat())].sort()
}

function packageOf(moduleId: string): string | undefined {
  return /[\\/]node_modules[\\/]((?:.*[\\/]node_modules[\\/])?(?:@[^\\/]+[\\/])?[^\\/]+)/
    .exec(moduleId)?.[1]
    ?.replaceAll('\\', '/')
}
