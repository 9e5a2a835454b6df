import { resolve } from 'node:path';
import { UsageError } from '../../errors.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { jsonLine, line } from '../io.js';
import { openNoticeDesk } from '../open-notice-desk.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions {
  readonly out?: string;
}

export async function execute({ io }: CommandContext, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const out = options.out === undefined ? undefined : resolve(io.cwd, options.out);
  const file = await workspace.withArchive('read', (archive) =>
    openNoticeDesk(workspace, archive, io).writeFeed(out),
  );
  if (file === null) {
    throw new UsageError('no feed is configured', {
      hint: 'set notices.feed.file in nianbao.yaml, or name a file with --out',
    });
  }
  if (options.json) jsonLine(io.stdout, { file });
  else line(io.stdout, file);
}
