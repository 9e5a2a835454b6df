import { gatedPost } from '../../crawlers/fetch/post.js';
import type { SenderParts } from '../notices/senders.js';
import type { CliIo } from './io.js';
import type { Workspace } from './workspace.js';

/** What senders of notices need of their surroundings. */
export function senderParts({ settings }: Workspace, io: CliIo): SenderParts {
  const milliseconds = settings.notices.timeout * 1000;
  return { post: gatedPost({ userAgent: settings.userAgent, milliseconds }), env: io.env, clock: io.now };
}
