import { resolve } from 'node:path';
import { UsageError } from '../../errors.js';
import {
  Command,
  type CommandContext,
  type OutputOptions,
  withJson,
  withPlace,
  workspaceOf,
} from '../command.js';
import { jsonLine, line } from '../io.js';
import { openNoticeDesk } from '../open-notice-desk.js';

interface Options extends OutputOptions {
  readonly out?: string;
}

export function feedCommand({ io }: CommandContext): Command {
  return withJson(withPlace(new Command('feed')))
    .description('write the Atom feed of changes')
    .option('--out <file>', 'the file (default: notices.feed.file of nianbao.yaml, in the data folder)')
    .action(async (options: Options) => {
      const workspace = workspaceOf(options, io);
      const out = options.out === undefined ? undefined : resolve(io.cwd, options.out);
      const file = await workspace.withArchive('read', (archive) =>
        openNoticeDesk(workspace, archive, io).writeFeed(out),
      );
      if (file === null) {
        throw new UsageError('nianbao.yaml wants no feed', { hint: 'name a file with --out' });
      }
      if (options.json) jsonLine(io.stdout, { file });
      else line(io.stdout, file);
    });
}
