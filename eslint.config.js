import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import typescript from 'typescript-eslint'
import { importRules, rulesFor } from './src-main/setup/layers.mjs'

/** The import rules as one block per folder: ESLint takes only the last no-restricted-imports that fits a file. */
const folders = [...new Set(importRules.flatMap(({ from, except = [] }) => [from, ...except]))].sort()
const layers = folders.map((folder) => ({
  files: [`${folder}/**`],
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: rulesFor(folder).flatMap(patterns) }],
  },
}))

/** What a rule forbids, as ESLint sees it before paths are resolved: a package by its name, a folder by its last part. */
function patterns({ never = [], only, why }) {
  const forbidden = never.map((name) =>
    name.startsWith('src-') ? `^\\.+/(.*/)?${name.split('/').at(-1)}/` : `^${name}(/|$)`,
  )
  if (only) {
    const packages = only.filter((name) => !name.startsWith('src-'))
    forbidden.push(`^(?!${['\\.', ...packages].join('|')})`)
  }
  return forbidden.map((regex) => ({ regex, message: why }))
}

export default typescript.config(
  { ignores: ['out/', 'release/', 'test-results/', 'models/'] },
  { languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  typescript.configs.recommended,
  svelte.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.recommendedTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // our objects are closures: their functions need no this and are passed on freely
      '@typescript-eslint/unbound-method': 'off',
      // what answers a call is async whether or not it waits
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // types in components are svelte-check's matter: ESLint would ask the compiler for each of them anew
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
  },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      'no-control-regex': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // maps and sets are replaced as whole values, which Svelte sees
      'svelte/prefer-svelte-reactivity': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Export by name; only what a tool loads is a default export.',
        },
      ],
    },
  },
  { files: ['*.config.{ts,js}'], rules: { 'no-restricted-syntax': 'off' } },
  ...layers,
)
