import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)
const compiled = new Map<string, Promise<WebAssembly.Module>>()

/** A package's WebAssembly file, compiled once for each thread. */
export function wasmModule(specifier: string): Promise<WebAssembly.Module> {
  let module = compiled.get(specifier)
  if (!module) {
    module = readFile(resolve(specifier)).then((bytes) => WebAssembly.compile(bytes))
    compiled.set(specifier, module)
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
