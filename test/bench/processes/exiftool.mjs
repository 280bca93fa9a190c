import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/*
 * exiftool-vendored with one process, as its documentation shows: adds tags to sidecars, which it makes where there are
 * none. It is fetched by the bench, not installed with the project: a module without types.
 */

/**
 * @typedef {object} ExiftoolInput
 * @property {string} packages the folder whose node_modules holds it
 * @property {string} folder the photos; each sidecar is named after its photo, with .xmp behind
 * @property {string[][]} tags
 * @property {boolean} add to the lists that are there; else the sidecars are made, with nothing of what the photos have inside
 */
/** @typedef {{ seconds: number, version: string }} ExiftoolOutput */

process.on('disconnect', () => process.exit())
/** @type {ExiftoolInput} */
const { packages, folder, tags, add } = JSON.parse(process.argv[2] ?? '')
const sidecars = readdirSync(folder)
  .filter((name) => name.endsWith('.jpg'))
  .map((name) => join(folder, `${name}.xmp`))
const entry = createRequire(join(packages, 'index.js')).resolve('exiftool-vendored')
const { ExifTool } = await import(pathToFileURL(entry).href)
const exiftool = new ExifTool({ maxProcs: 1, maxTasksPerProc: sidecars.length + 10 })
const version = await exiftool.version()
const lists = {
  'XMP-dc:Subject': tags.map((tag) => tag.at(-1) ?? ''),
  'XMP-lr:HierarchicalSubject': tags.map((tag) => tag.join('|')),
  'XMP-digiKam:TagsList': tags.map((tag) => tag.join('/')),
}
// its lists replace what is there; "+=" adds, as ours does
const added = Object.entries(lists).flatMap(([name, items]) => items.map((item) => `-${name}+=${item}`))

const start = performance.now()
await Promise.all(
  sidecars.map((file) =>
    add
      ? exiftool.write(file, {}, { writeArgs: [...added, '-overwrite_original'] })
      : exiftool.write(file, lists, { writeArgs: [] }),
  ),
)
const seconds = (performance.now() - start) / 1000
await exiftool.end()
process.send?.({ seconds, version }, () => process.disconnect())
