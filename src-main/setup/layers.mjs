/**
 * @typedef {object} ImportRule
 * @property {string} from the folder whose files it binds
 * @property {string[]} [except] folders in it that are free of it
 * @property {string[]} [never] packages and folders that may not be imported
 * @property {string[]} [only] all that may be imported; 'node:' stands for Node's own modules
 * @property {string} why
 */

/**
 * Who may import whom: eslint.config.js tells it in the editor, test/architecture.test.ts proves it on resolved paths.
 * @type {ImportRule[]}
 */
export const importRules = [
  {
    from: 'src-shared',
    only: ['src-shared', 'zod'],
    why: 'src-shared is what every side can load: it imports the schema library and nothing else.',
  },
  {
    from: 'src-main/engine',
    never: ['svelte', 'src-renderer', 'src-main/cli', 'src-main/shell-browser', 'src-main/shell-electron'],
    why: 'The engine does not know its window: shells and CLI import it, not the other way round.',
  },
  {
    from: 'src-main',
    except: ['src-main/shell-electron'],
    never: ['electron'],
    why: 'Everything but shell-electron runs on plain Node.',
  },
  {
    from: 'src-main',
    except: ['src-main/engine/inference'],
    never: ['onnxruntime-node'],
    why: 'A native abort must only cost the inference process: engine/inference alone says where ONNX Runtime is loaded.',
  },
  {
    from: 'src-main/engine/xmp',
    only: ['src-main/engine/xmp', 'src-shared', 'node:'],
    why: 'Sidecars are read and written without the rest of the engine.',
  },
  {
    from: 'src-main/cli',
    never: ['src-main/shell-electron', 'src-renderer', 'svelte'],
    why: 'Terminal, browser and window are thin adapters; only `serve` starts the browser shell.',
  },
  {
    from: 'src-main/shell-browser',
    never: ['src-main/cli', 'src-main/shell-electron', 'src-renderer', 'svelte'],
    why: 'Terminal, browser and window are thin adapters that do not know each other.',
  },
  {
    from: 'src-main/shell-electron',
    never: ['src-main/cli', 'src-main/shell-browser', 'src-renderer', 'svelte'],
    why: 'Terminal, browser and window are thin adapters that do not know each other.',
  },
  {
    from: 'src-renderer',
    only: [
      ...['src-renderer', 'src-shared', 'svelte', 'bits-ui', '@lucide/svelte', 'world-atlas'],
      ...['intl-messageformat', '@schummar/icu-type-parser'],
    ],
    why: 'The window is sandboxed: it has the contract, Svelte and its components, messages, and no Node.',
  },
]

/**
 * True if a path or package is one of these folders or packages, or lies in one.
 * @param {string} target such as src-main/engine/engine.ts, svelte/reactivity or node:fs
 * @param {string[]} [names]
 */
export function isIn(target, names = []) {
  return names.some((name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`))
}

/**
 * The rules that bind the files of a folder.
 * @param {string} folder
 */
export function rulesFor(folder) {
  return importRules.filter(({ from, except }) => isIn(folder, [from]) && !isIn(folder, except))
}
