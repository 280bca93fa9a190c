import { spawnSync } from 'node:child_process'

/** What another program takes from a photo and its sidecar. */
export interface ForeignPhoto {
  /** as the program itself separates levels */
  tags: string[]
  rating: number | null
  /** colour labels, as the program numbers them, where they are asked for */
  colours?: number[]
  title: string | null
}

/** Whether a program is installed. */
export function has(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0
}
