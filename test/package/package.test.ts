import { subscribe } from 'node:diagnostics_channel'
import type { ChildProcess } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { LinuxTargetHelper } from 'app-builder-lib/out/targets/LinuxTargetHelper.js'
import { build, Platform, type AfterPackContext, type LinuxPackager } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import configuration from '../../electron.config.ts'
import type { EngineContract } from '../../src-shared/contract.ts'
import { connect } from '../../src-shared/rpcClient.ts'
import { readAsar } from '../support/asar.ts'
import { built, root } from '../support/build.ts'
import { eventually } from '../support/eventually.ts'
import { electron, launchMain } from '../support/launchMain.ts'
import { openPort } from '../support/openPage.ts'
import { copySamples } from '../support/samples.ts'
import { readFuses, writeStandIn } from '../support/standInElectron.ts'

/*
 * The package as electron-builder makes it, but for Electron's binary; then what is in it, at work in a folder where no
 * node_modules is to be found.
 */

describe.skipIf(process.platform !== 'linux')('the package for Linux', () => {
  const printed: string[] = []
  let folder: string
  let app: string
  let resources: string
  let desktopFile: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lumitag-package-'))
    await built('node', 'main', 'preload', 'renderer')
    writeStandIn(join(folder, 'electron'))
    const said = vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(String(line)))
    await build({
      projectDir: root,
      targets: Platform.LINUX.createTarget('dir'),
      publish: 'never',
      config: {
        ...configuration,
        electronDist: join(folder, 'electron'),
        directories: { ...configuration.directories, output: join(folder, 'release') },
        async afterPack(context: AfterPackContext) {
          const packager = context.packager as LinuxPackager
          desktopFile = await new LinuxTargetHelper(packager).computeDesktopEntry(
            packager.platformSpecificBuildOptions,
          )
          await (configuration.afterPack as (context: AfterPackContext) => Promise<void>)(context)
        },
      },
    })
    said.mockRestore()
    console.log(printed.join('\n'))
    app = join(
      folder,
      'release',
      process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`,
    )
    resources = join(app, 'resources')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('nothing but the app itself can be run with its binary', () => {
    expect(readFuses(join(app, 'lumitag'))).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    })
  })

  test('it holds what this system needs, and says how large that is', () => {
    const unpacked = join(resources, 'app.asar.unpacked')
    const modules = join(unpacked, 'node_modules')
    // the window and the main process in the archive, the engine beside it, and nothing else of the project
    const ours = [
      ...readAsar(join(resources, 'app.asar')).keys(),
      ...(readdirSync(unpacked, { recursive: true }) as string[]),
    ]
    expect(
      ours.filter((file) => !/^(package\.json$|node_modules|out$|out\/(electron|renderer|node))/.test(file)),
    ).toEqual([])
    expect(ours.filter((file) => file.endsWith('.map') || /packages?\/.*json/.test(file))).toEqual([])
    const files = (readdirSync(modules, { recursive: true }) as string[]).filter((file) =>
      /\.\w+$/.test(file),
    )
    expect(files.filter((file) => /\.(d\.ts|map|md|cc|h)$/.test(file))).toEqual([])
    const runtime = files.filter((file) => file.startsWith('onnxruntime-node/bin/'))
    expect(runtime.map((file) => dirname(file))).toEqual(
      runtime.map(() => `onnxruntime-node/bin/napi-v6/linux/${process.arch}`),
    )
    expect(readdirSync(modules).sort()).toEqual([
      ...['@cornerstonejs', '@img', 'detect-libc', 'jxl-oxide-wasm', 'libheif-js', 'libraw-wasm'],
      ...['onnxruntime-common', 'onnxruntime-node', 'semver', 'sharp'],
    ])
    const megabytes = Number(/([\d.]+) MB {2}all$/.exec(printed.at(-1)!)![1])
    expect(megabytes).toBeGreaterThan(150)
    expect(megabytes).toBeLessThan(220)
  })

  test('it brings the licences of all that is in it', () => {
    const licences = readFileSync(join(resources, 'LICENCES.txt'), 'utf8')
    for (const part of [
      'Lumitag',
      'Node.js',
      'svelte 5',
      'bits-ui 2',
      'zod 4',
      'ws 8',
      'sharp 0',
      '@img/sharp-libvips-',
    ])
      expect(licences).toMatch(new RegExp(`^${part}`, 'm'))
    for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect(existsSync(join(app, name))).toBe(true)
  })

  test('it is offered for folders', () => {
    expect(desktopFile).toMatch(/^Exec=\/opt\/Lumitag\/lumitag %U$/m)
    expect(desktopFile).toMatch(/^MimeType=inode\/directory;$/m)
  })

  test('its main process starts its engine on its Node, which tags a folder of photos', async () => {
    const children: ChildProcess[] = []
    subscribe('child_process', (message) => children.push((message as { process: ChildProcess }).process))
    vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    // only Electron reads archives: a folder of the same name holds what is in this one
    const archive = join(resources, 'app.asar')
    renameSync(archive, join(resources, 'packed'))
    for (const [path, bytes] of readAsar(join(resources, 'packed'))) {
      mkdirSync(dirname(join(archive, path)), { recursive: true })
      writeFileSync(join(archive, path), bytes)
    }
    await copySamples(join(folder, 'photos'))

    launchMain(join(archive, 'out'), join(folder, 'library'))
    await electron.start()
    const page = connect<EngineContract>(await openPort(electron.windows[0]!))
    const engine = children.find(({ spawnargs }) => spawnargs[1]?.endsWith('engine.js'))!
    expect(engine.spawnargs.slice(0, 2)).toEqual([
      join(resources, 'node'),
      join(resources, 'app.asar.unpacked', 'out', 'node', 'engine.js'),
    ])
    await page.call('labels.addPack', { name: 'everyday' })
    await page.call('roots.add', { path: join(folder, 'photos') })
    await eventually(async () => {
      const counts = (await page.call('labels.list', undefined)).map((label) => label.counts.automatic)
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(3)
    })
    const { ids } = await page.call('photos.index', { source: { kind: 'all' } })
    const picture = await electron.protocolHandlers.get('photo')!(new Request(`photo://thumb/${ids[0]}?v=1`))
    expect([picture.status, picture.headers.get('Content-Type')]).toEqual([200, 'image/jpeg'])
    const window = await electron.protocolHandlers.get('app')!(new Request('app://ui/'))
    expect(await window.text()).toContain('<title>Lumitag</title>')
    electron.app.quit()
    await eventually(() => expect(electron.asked.at(-1)).toBe('quit'))
    expect(electron.user.sawErrors).toEqual([])
  })
})
