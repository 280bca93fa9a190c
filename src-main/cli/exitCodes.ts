/** What the program's exit code says; printed by `lumitag help`. */
export const exitCodes = {
  done: 0,
  /** something unexpected went wrong */
  broken: 1,
  /** wrong arguments, or something named that is not there */
  badInput: 2,
  /** the sync ended, and conflicts wait for a choice */
  conflicts: 3,
  /** the run ended, but some photos or sidecars could not be done: they are listed */
  someFailed: 4,
} as const
