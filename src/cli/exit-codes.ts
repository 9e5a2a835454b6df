/** What the command line ends with; documented in docs/cli.md. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Done, but some pages, files, lists or notices failed. */
  partial: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
