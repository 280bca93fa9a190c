import { built } from './build.ts'

/** Before all tests: the bundles that they start (programs.ts). */
export const setup = (): Promise<void> => built('node')
