import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { wholeNumber } from './numbers.js';

export interface JobsOption {
  readonly jobs?: number;
}

const MOST_JOBS = 64;

/** Adds --jobs, for commands that read many documents. */
export function withJobs(command: Command): Command {
  return command.option(
    '--jobs <n>',
    'documents read at once (default: as many as there are processor cores)',
    wholeNumber(MOST_JOBS),
  );
}

/** How the documents of a command are read. */
export interface Jobs {
  /** Documents at work at once. */
  readonly most: number;
  /** Documents taken and not yet done with, so that no thread waits for the next one. */
  readonly ahead: number;
  /** Milliseconds that a document waits for a thread at work before another is started for it. */
  readonly patience: number;
}

/** Documents of which a thread reads so many as quickly as another one is ready to. */
const FEW = 8;
const PATIENCE = 1000;

/** @param count how many documents there are; unknown where it is left out */
export function jobsOf({ jobs }: JobsOption, count = Number.POSITIVE_INFINITY): Jobs {
  const most = Math.min(jobs ?? availableParallelism(), Math.max(1, count));
  return { most, ahead: 2 * most, patience: jobs === undefined && count <= FEW ? PATIENCE : 0 };
}
