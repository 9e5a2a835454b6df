import type { PortalConfig } from '../../../config/portal/portal.js';
import { plural } from '../../../text/plural.js';
import type { CommandContext } from '../../command.js';
import { jsonLine, line } from '../../io.js';
import { listTable } from '../../table.js';
import type { ConfigOptions } from '../../usage/portals/options.js';
import { workspaceOf } from '../../workspace.js';

export function execute({ io }: CommandContext, options: ConfigOptions): void {
  const portals = workspaceOf(options, io).portals().map(summary);
  if (options.json) {
    jsonLine(io.stdout, portals);
    return;
  }
  const rows = portals.map((p) => [
    p.portal,
    p.name,
    p.region,
    p.families.join(', '),
    `${p.pause} s`,
    p.host,
    p.enabled ? 'enabled' : `disabled: ${p.disabledReason}`,
  ]);
  const head = ['PORTAL', 'NAME', 'REGION', 'FAMILIES', 'PAUSE', 'HOST', 'STATE'];
  if (rows.length > 0) line(io.stdout, listTable(head, rows, [4]));
  line(io.stdout, plural(rows.length, 'portal'));
}

function summary(portal: PortalConfig) {
  const { id, name, region, enabled, disabledReason, pause, baseUrl } = portal;
  const families = [...new Set(portal.columns.map((column) => column.family))];
  const { host } = new URL(baseUrl);
  return { portal: id, name, region, enabled, disabledReason, families, pause, host };
}
