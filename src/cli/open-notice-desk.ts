import type { Archive } from '../../storage/contract/archive.js';
import { knownPortals } from '../config/portal/known-portals.js';
import type { NoticeSettings } from '../config/settings/notice-settings.js';
import { ConfigError } from '../errors.js';
import { NoticeDesk } from '../notices/notice-desk.js';
import type { CliIo } from './io.js';
import { senderParts } from './sender-parts.js';
import type { Workspace } from './workspace.js';

/** The notices of a workspace. @throws ConfigError where a rule names a portal that there is not */
export function openNoticeDesk(workspace: Workspace, archive: Archive, io: CliIo): NoticeDesk {
  const { settings, editions, home } = workspace;
  const portals = workspace.portals();
  refuseUnknownPortals(settings.notices, new Set(portals.map(({ id }) => id)), workspace.configFolder);
  return new NoticeDesk({
    archive,
    settings: settings.notices,
    home,
    portals: portals.filter(({ enabled }) => enabled),
    indicators: editions.indicators,
    ...senderParts(workspace, io),
    signal: io.signal,
  });
}

/** A rule for a portal that there is not would never say anything. */
function refuseUnknownPortals(settings: NoticeSettings, known: ReadonlySet<string>, file: string): void {
  for (const [name, { portals = [] }] of Object.entries(settings.rules)) {
    const unknown = portals.find((portal) => !known.has(portal));
    if (unknown === undefined) continue;
    throw new ConfigError(`notices.rules.${name}: there is no portal 「${unknown}」`, {
      file,
      hint: knownPortals(unknown, [...known]),
    });
  }
}
