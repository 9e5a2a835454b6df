import { resolve } from 'node:path';
import { knownPortals } from '../../../config/portal/known-portals.js';
import type { PortalConfig } from '../../../config/portal/portal.js';
import { UsageError } from '../../../errors.js';
import { isThere, type Rehearsal, rehearse } from '../../../harvest/rehearsal/rehearse.js';
import { plural } from '../../../text/plural.js';
import { type CommandContext, EXIT } from '../../command.js';
import type { ExitCode } from '../../exit-codes.js';
import { type CliIo, jsonLine, line } from '../../io.js';
import { listTable } from '../../table.js';
import type { ConfigOptions } from '../../usage/portals/options.js';
import { type Workspace, workspaceOf } from '../../workspace.js';
import { harvestYears } from './shared.js';

interface Options extends ConfigOptions {
  readonly from: string;
  readonly year?: number;
}

export async function execute({ io, exit }: CommandContext, name: string, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const portal = portalOf(name, workspace);
  const { settings, editions } = workspace;
  const rehearsal = await rehearse({
    portal,
    from: resolve(io.cwd, options.from),
    settings,
    editions,
    years: options.year === undefined ? harvestYears(settings, io.now()) : [options.year],
    now: io.now,
    signal: io.signal,
  });
  if (options.json) jsonLine(io.stdout, rehearsal);
  else show(rehearsal, io);
  exit(EXITS[rehearsal.state]);
}

const EXITS: Readonly<Record<Rehearsal['state'], ExitCode>> = {
  sound: EXIT.done,
  doubtful: EXIT.partial,
  empty: EXIT.failed,
};

/** The portal of that name, other portals' faults notwithstanding. */
function portalOf(name: string, { book }: Workspace): PortalConfig {
  const { portals, faults } = book;
  const portal = portals.find(({ id }) => id === name);
  if (portal !== undefined) return portal;
  const fault = faults.find((one) => one.portal === name);
  if (fault !== undefined) throw fault.error;
  const ids = portals.map(({ id }) => id);
  throw new UsageError(`there is no portal 「${name}」`, { hint: knownPortals(name, ids) });
}

function show(rehearsal: Rehearsal, io: CliIo): void {
  const { portal, state, complete, links, reports, unsaved, pages, problems } = rehearsal;
  const out = (text = ''): void => line(io.stdout, text);
  const lists = complete ? 'the lists are whole' : 'the lists are not whole';
  out(`${portal}: ${state}; ${lists}; ${pages.used} of ${plural(pages.saved, 'saved page')} asked for`);
  const taken = links.filter(isThere);
  out(`\n${plural(taken.length, 'report')} listed`);
  if (taken.length > 0) {
    const rows = taken.map((l) => [
      String(l.year ?? '?'),
      l.agency ?? '',
      l.title ?? '',
      l.outcome ?? '-',
      l.url,
    ]);
    out(listTable(['YEAR', 'AGENCY', 'TITLE', 'PAGE', 'URL'], rows));
  }
  out(`\n${plural(reports.length, 'report')} read`);
  if (reports.length > 0) {
    const rows = reports.map((r) => [
      String(r.year),
      r.agency,
      r.edition ?? '-',
      String(r.figures),
      String(r.nulls),
      String(r.findings),
      r.source,
    ]);
    out(listTable(['YEAR', 'AGENCY', 'EDITION', 'FIGURES', 'NULL', 'FINDINGS', 'SOURCE'], rows, [3, 4, 5]));
  }
  if (unsaved.length > 0) {
    out(`\n${plural(unsaved.length, 'page')} asked for and not saved`);
    const rows = unsaved.map(({ wanted, method, url, body }) => [
      wanted,
      method,
      body === null ? url : `${url} ${body}`,
    ]);
    out(listTable(['FOR', 'METHOD', 'URL'], rows));
  }
  for (const problem of problems) line(io.stderr, `nianbao: ${portal}: ${problem}`);
}
