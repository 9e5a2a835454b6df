import type { Outbox } from '../../../../storage/contract/archive.js';
import { UsageError } from '../../../errors.js';
import { plural } from '../../../text/plural.js';
import { type CommandContext, EXIT, type OutputOptions } from '../../command.js';
import { jsonLine, line } from '../../io.js';
import type { NoticeName } from '../../notice-name.js';
import { workspaceOf } from '../../workspace.js';

interface Options extends OutputOptions {
  readonly failed?: boolean;
}

const MOST = 1_000_000;

export async function execute(
  { io, exit }: CommandContext,
  names: readonly NoticeName[] | undefined,
  options: Options,
): Promise<void> {
  if ((names ?? []).length === 0 && !options.failed) {
    throw new UsageError('no notice is named', { hint: 'give its ID or number, or use --failed' });
  }
  const { retried, unfit } = await workspaceOf(options, io).withArchive('write', async ({ outbox }) => {
    const failed = options.failed ? await outbox.list({ state: 'failed', limit: MOST }) : [];
    return retryAll(outbox, [...(names ?? []), ...failed.map(({ id }) => id)], io.now());
  });
  if (options.json) jsonLine(io.stdout, { retried, unfit });
  else {
    const how = retried.length === 0 ? '' : '; deliver with `nianbao notices send`';
    line(io.stdout, `${plural(retried.length, 'notice')} due again${how}`);
  }
  for (const notice of unfit)
    line(io.stderr, `nianbao: notice ${notice}: no such notice, or it is delivered or being sent right now`);
  if (unfit.length > 0) exit(retried.length > 0 ? EXIT.partial : EXIT.failed);
}

/** Makes each notice due once; those that cannot be are named as they were given, or by their ids. */
async function retryAll(outbox: Outbox, names: readonly NoticeName[], now: Date) {
  const retried = new Set<number>();
  const unfit = new Set<NoticeName>();
  for (const name of names) {
    const id = typeof name === 'number' ? name : await outbox.withToken(name);
    if (id !== null && (retried.has(id) || (await outbox.retry(id, now)))) retried.add(id);
    else unfit.add(id ?? name);
  }
  return { retried: [...retried], unfit: [...unfit] };
}
