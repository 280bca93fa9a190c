import { Arch, type AfterPackContext } from 'electron-builder'
import { chmod, copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { collectLicences } from './licences.ts'
import { nodeBinary } from './nodeBinary.ts'
import { bundledPackages } from './noteBundled.ts'
import { sizesOf } from './sizes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * Completes a package before it is signed: Node for the target, the licences of all that is in it. Says what takes how
 * much room.
 */
export async function afterPack({
  appOutDir,
  electronPlatformName: system,
  arch,
  packager,
}: AfterPackContext): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir)
  const node = nodeBinary(system, Arch[arch], root)
  const target = join(resources, system === 'win32' ? 'node.exe' : 'node')
  await copyFile(node, target)
  await chmod(target, 0o755)

  const shipped = join(resources, 'app.asar.unpacked', 'node_modules')
  const licences = collectLicences({ shipped, root, bundled: bundledPackages(root), node })
  await writeFile(join(resources, 'LICENCES.txt'), licences)

  for (const [name, bytes] of sizesOf(appOutDir, resources))
    console.log(`  ${(bytes / 1e6).toFixed(1).padStart(7)} MB  ${name}`)
}
