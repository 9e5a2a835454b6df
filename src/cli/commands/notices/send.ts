import { plural } from '../../../text/plural.js';
import { type CommandContext, EXIT, type OutputOptions } from '../../command.js';
import { jsonLine, line } from '../../io.js';
import { openNoticeDesk } from '../../open-notice-desk.js';
import { workspaceOf } from '../../workspace.js';

export async function execute({ io, exit }: CommandContext, options: OutputOptions): Promise<void> {
  const workspace = workspaceOf(options, io);
  const { report, dead } = await workspace.withArchive('write', async (archive) => {
    const desk = openNoticeDesk(workspace, archive, io);
    await desk.nightly(io.now());
    const sent = await desk.sendDue(io.now());
    return { report: sent, dead: (await archive.outbox.counts()).failed };
  });
  const { delivered, failed, givenUp, waiting, failures } = report;
  if (options.json) jsonLine(io.stdout, report);
  else {
    const left = waiting > 0 ? `, ${waiting} waiting for the next round` : '';
    line(
      io.stdout,
      `${plural(delivered, 'notice')} delivered, ${failed} to be retried, ${givenUp} given up${left}`,
    );
  }
  for (const { id, channel, answer } of failures)
    line(io.stderr, `nianbao: notice ${id}: ${channel}: ${answer}`);
  if (dead > 0)
    line(
      io.stderr,
      `nianbao: ${plural(dead, 'notice')} given up so far; \`nianbao notices --failed\` shows why`,
    );
  if (failures.length > 0) exit(delivered > 0 ? EXIT.partial : EXIT.failed);
}
