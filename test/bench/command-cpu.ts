import { spawnSync } from 'node:child_process';
import type { Spent } from './measure.js';

/** What the commands of a shell script cost: one line for the shell, one for its children, each user and system time. */
const SCRIPT = 'n=$1; shift; while [ "$n" -gt 0 ]; do "$@" >/dev/null || exit 1; n=$((n-1)); done; times';

/**
 * Milliseconds of one of `starts` runs of a command.
 * @throws Error where the command fails
 */
export function spentOnCommand(
  command: readonly string[],
  { starts = 1, env = process.env }: { readonly starts?: number; readonly env?: NodeJS.ProcessEnv } = {},
): Spent {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync('sh', ['-c', SCRIPT, 'sh', String(starts), ...command], {
    encoding: 'utf8',
    env,
  });
  const wall = (performance.now() - started) / starts;
  const children = stdout.trim().split('\n').at(-1) ?? '';
  const [user, system] = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  if (status !== 0 || user === undefined || system === undefined)
    throw new Error(`${command.join(' ')} failed: ${stderr}`);
  return { wall, cpu: ((user + system) * 1000) / starts };
}
