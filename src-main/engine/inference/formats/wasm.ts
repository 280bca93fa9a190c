import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const { resolve } = createRequire(import.meta.url)
const compiled = new Map<string, Promise<WebAssembly.Module>>()

/** A WebAssembly file, compiled once for each thread. It lies beside a file that its package lets others name. */
export function wasmModule(neighbour: string, name: string): Promise<WebAssembly.Module> {
  const file = join(dirname(resolve(neighbour)), name)
  let module = compiled.get(file)
  if (!module) {
    module = readFile(file).then((bytes) => WebAssembly.compile(bytes))
    compiled.set(file, module)
  }
  return module
}

type Started = (instance: WebAssembly.Instance) => unknown

/** Options that have Emscripten's loader start a compiled module, and keep quiet. */
export const emscripten = (module: WebAssembly.Module, say: (line: string) => void = () => {}) => ({
  instantiateWasm: (imports: WebAssembly.Imports, started: Started) =>
    started(new WebAssembly.Instance(module, imports)),
  print: say,
  printErr: say,
})
