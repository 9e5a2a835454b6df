/** What the commands about portals share: years, a reminder. */
import { join } from 'node:path';
import type { Settings } from '../../../config/settings/settings.js';
import { type CliIo, line } from '../../io.js';
import type { Workspace } from '../../workspace.js';

/** The report years that a harvest of today looks for. */
export function harvestYears(settings: Settings, now: Date): readonly number[] {
  const first = settings.harvest.firstYear;
  const last = now.getUTCFullYear() - 1;
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i);
}

/** Says so where sites are asked without a contact address. */
export function remindOfContact(workspace: Workspace, io: CliIo): void {
  if (workspace.settings.contact !== null) return;
  const file = join(workspace.configFolder, 'nianbao.yaml');
  line(
    io.stderr,
    `nianbao: no contact address: set \`contact\` in ${file}, so that sites know whom to write to`,
  );
}
