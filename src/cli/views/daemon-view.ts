import { isDaemonRunning } from '../../../storage/index.js';
import { type DaemonState, readState } from '../../schedule/state.js';
import { plural } from '../../text/plural.js';
import { showTime } from '../format.js';

const NEXT_SHOWN = 3;

/** What another process says of the daemon: whether it runs, and what it said last. */
export interface DaemonView {
  readonly isRunning: boolean;
  /** null where there was none yet. */
  readonly state: DaemonState | null;
}

export async function daemonView(home: string): Promise<DaemonView> {
  return { isRunning: isDaemonRunning(home), state: await readState(home) };
}

export function daemonLines({ isRunning, state }: DaemonView): string[] {
  if (state === null) return [`daemon    ${isRunning ? 'starting' : 'never started'}`];
  const at = (text: string): string => showTime(new Date(text));
  if (!isRunning) {
    const how =
      state.doing === 'stopped'
        ? `stopped at ${at(state.at)}`
        : `ended unexpectedly, last heard of at ${at(state.at)}`;
    return [`daemon    not running: ${how}`];
  }
  const { run, because, until, next, problems } = state;
  const doing =
    run === null
      ? `${state.doing}${until === null ? '' : ` until ${at(until)}`}${because === null ? '' : `: ${because}`}`
      : `harvesting since ${at(run.startedAt)}: ${run.finished.length} of ${plural(run.portals.length, 'portal')} done, ${plural(run.reports, 'report')} requested`;
  return [
    `daemon    running since ${at(state.startedAt)} (process ${state.pid}): ${doing}`,
    ...(next.length === 0 || run !== null
      ? []
      : [
          `next      ${next
            .slice(0, NEXT_SHOWN)
            .map((n) => `${n.portal} ${at(n.at)}`)
            .join(', ')}${next.length > NEXT_SHOWN ? ` and ${next.length - NEXT_SHOWN} more` : ''}`,
        ]),
    ...problems.map((problem) => `problem   ${problem}`),
  ];
}
