import {
  Command,
  type CommandContext,
  EXIT,
  type OutputOptions,
  withJson,
  withPlace,
  workspaceOf,
} from '../../command.js';
import { plural } from '../../format.js';
import { jsonLine, line } from '../../io.js';
import { openNoticeDesk } from '../../open-notice-desk.js';

export function noticesSendCommand({ io, exit }: CommandContext): Command {
  return withJson(withPlace(new Command('send')))
    .description('queue what has not been told yet, and deliver what is due')
    .action(async (options: OutputOptions) => {
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
          `${plural(delivered, 'notice')} delivered, ${failed} to be tried again, ${givenUp} given up${left}`,
        );
      }
      for (const { id, channel, answer } of failures)
        line(io.stderr, `nianbao: notice ${id}: ${channel}: ${answer}`);
      if (dead > 0)
        line(
          io.stderr,
          `nianbao: ${plural(dead, 'notice')} given up so far: \`nianbao notices --failed\` shows why`,
        );
      if (failures.length > 0) exit(delivered > 0 ? EXIT.partial : EXIT.failed);
    });
}
