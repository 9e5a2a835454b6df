import type { Notices } from '../notices/daemon-calls.js';
import type { NoticeDesk } from '../notices/notice-desk.js';
import type { PlaceOptions } from './command.js';
import type { CliIo } from './io.js';
import { openNoticeDesk } from './open-notice-desk.js';
import { Workspace } from './workspace.js';

/**
 * The notices of a daemon. Archive and configuration are opened for each call: between two nights nothing is held, and
 * a channel that is mended is used by the next call.
 */
export function daemonNotices(place: PlaceOptions, io: CliIo): Notices {
  const desk = (work: (desk: NoticeDesk) => Promise<void>): Promise<void> => {
    const workspace = new Workspace(place, io);
    return workspace.withArchive('write', (archive) => work(openNoticeDesk(workspace, archive, io)));
  };
  return {
    runEnded: (run, result) => desk((open) => open.runEnded(run, result)),
    nightly: (now) => desk((open) => open.nightly(now)),
    deliver: (now) => desk((open) => open.deliver(now)),
  };
}
