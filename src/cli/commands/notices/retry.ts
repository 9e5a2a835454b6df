import { UsageError } from '../../../errors.js';
import { type CommandContext, EXIT, type OutputOptions } from '../../command.js';
import { plural } from '../../format.js';
import { jsonLine, line } from '../../io.js';
import { workspaceOf } from '../../workspace.js';

interface Options extends OutputOptions {
  readonly failed?: boolean;
}

const MOST = 1_000_000;

export async function execute(
  { io, exit }: CommandContext,
  ids: readonly number[] | undefined,
  options: Options,
): Promise<void> {
  if ((ids ?? []).length === 0 && !options.failed) {
    throw new UsageError('no notice is named', { hint: 'name its number, or use --failed' });
  }
  const { retried, unfit } = await workspaceOf(options, io).withArchive('write', async ({ outbox }) => {
    const given = options.failed ? await outbox.list({ state: 'failed', limit: MOST }) : [];
    const all = [...new Set([...(ids ?? []), ...given.map(({ id }) => id)])];
    const done: number[] = [];
    for (const id of all) if (await outbox.retry(id, io.now())) done.push(id);
    return { retried: done, unfit: all.filter((id) => !done.includes(id)) };
  });
  if (options.json) jsonLine(io.stdout, { retried, unfit });
  else {
    const how = retried.length === 0 ? '' : '; `nianbao notices send` delivers what is due';
    line(io.stdout, `${plural(retried.length, 'notice')} due again${how}`);
  }
  for (const id of unfit)
    line(io.stderr, `nianbao: notice ${id}: there is none, it is delivered, or it is being sent just now`);
  if (unfit.length > 0) exit(retried.length > 0 ? EXIT.partial : EXIT.failed);
}
