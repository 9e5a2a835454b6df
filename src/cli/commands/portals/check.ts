import { basename } from 'node:path';
import { Pacer } from '../../../../crawlers/fetch/pace.js';
import { RobotsBook } from '../../../../crawlers/fetch/robots.js';
import { tryCrawl } from '../../../../crawlers/probe/crawl.js';
import type { PortalBook, PortalFault } from '../../../config/portal/book.js';
import { knownPortals } from '../../../config/portal/known-portals.js';
import type { PortalConfig } from '../../../config/portal/portal.js';
import { divisionOf } from '../../../divisions/divisions.js';
import { UsageError } from '../../../errors.js';
import { plural } from '../../../text/plural.js';
import { type CommandContext, EXIT } from '../../command.js';
import { remindOfContact } from '../../contact-reminder.js';
import type { ExitCode } from '../../exit-codes.js';
import { type CliIo, jsonLine, line } from '../../io.js';
import { listTable } from '../../table.js';
import type { ConfigOptions } from '../../usage/portals/options.js';
import type { Workspace } from '../../workspace.js';
import { workspaceOf } from '../../workspace.js';
import { harvestYears } from './shared.js';

interface Options extends ConfigOptions {
  readonly pages: number;
  readonly offline?: boolean;
}

/** What was found out about one portal. */
interface Checked {
  readonly portal: string;
  /**
   * `sound`: its lists were read to their ends; `part`: what was read is in order, and there is more; `doubtful`: there are
   * problems; `empty`: its lists name no report; `valid`: its file is, and nothing was read; `faulty`: its file is not.
   */
  readonly state: 'sound' | 'part' | 'doubtful' | 'empty' | 'valid' | 'faulty' | 'disabled';
  readonly reports: number | null;
  /** Of the reports, those whose addresses were made up from agency and year. */
  readonly guessed: number | null;
  readonly listPages: number | null;
  /** Are there further list pages that were not read? */
  readonly isPart: boolean;
  readonly problems: readonly string[];
}

export async function execute(
  { io, exit }: CommandContext,
  names: string[],
  options: Options,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  const loaded = chosen(workspace.book, names);
  const isLive = options.offline !== true;
  if (isLive && loaded.some((p) => 'baseUrl' in p && p.enabled && !p.allowPrivateAddresses))
    remindOfContact(workspace.settings, workspace.configFolder, io);
  const shared = { pacer: new Pacer(), robots: new RobotsBook() };
  const checked: Checked[] = [];
  for (const portal of loaded) {
    if (io.signal.aborted) break;
    if ('baseUrl' in portal && portal.enabled && isLive) {
      line(io.stderr, `${portal.id}: reading the lists of ${portal.baseUrl}`);
      checked.push(await tryPortal(portal, options.pages, { workspace, io, ...shared }));
    } else checked.push('baseUrl' in portal ? unread(portal) : portal);
  }
  if (options.json) jsonLine(io.stdout, checked);
  else show(checked, io);
  exit(exitOf(checked));
}

/** Portals that are in order and those that are not, by their names; without names all, and faults of whole files. */
function chosen(
  { portals, faults }: PortalBook,
  names: readonly string[],
): readonly (PortalConfig | Checked)[] {
  const known = new Map<string, PortalConfig | Checked>(portals.map((portal) => [portal.id, portal]));
  for (const fault of faults) if (fault.portal !== null) known.set(fault.portal, faulty(fault));
  const ids = [...known.keys()].sort();
  const unnamed = names.length === 0 ? faults.filter(({ portal }) => portal === null).map(faulty) : [];
  const wanted = (names.length === 0 ? ids : [...new Set(names)]).map((name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    throw new UsageError(`there is no portal 「${name}」`, { hint: knownPortals(name, ids) });
  });
  return [...wanted, ...unnamed];
}

/** A portal that cannot be made; what cannot be told to be of one goes under the name of its file. */
function faulty({ portal, error }: PortalFault): Checked {
  const nothing = { reports: null, guessed: null, listPages: null, isPart: false };
  const name = portal ?? basename(error.place.file ?? 'configuration');
  return { portal: name, state: 'faulty', ...nothing, problems: [error.describe()] };
}

function unread(portal: PortalConfig): Checked {
  const problems = portal.enabled ? regionProblems(portal) : [];
  const nothing = { reports: null, guessed: null, listPages: null, isPart: false, problems };
  const state = problems.length > 0 ? 'doubtful' : 'valid';
  return { portal: portal.id, state: portal.enabled ? state : 'disabled', ...nothing };
}

/** A region that is no code of GB/T 2260, or is none any more. */
function regionProblems({ region }: PortalConfig): readonly string[] {
  const division = divisionOf(region);
  if (division === null) return [`region ${region} is not a known code of GB/T 2260`];
  const { name, until, now } = division;
  if (until === null) return [];
  const after = now.map((code) => `${code} ${divisionOf(code)?.name ?? ''}`.trim()).join(', ');
  return [`region ${region}, ${name}, was abolished after ${until}; its territory is in ${after}`];
}

async function tryPortal(
  portal: PortalConfig,
  pages: number,
  parts: {
    readonly workspace: Workspace;
    readonly io: CliIo;
    readonly pacer: Pacer;
    readonly robots: RobotsBook;
  },
): Promise<Checked> {
  const { io, pacer, robots } = parts;
  const { settings } = parts.workspace;
  const trial = await tryCrawl(portal, {
    settings,
    pacer,
    robots,
    years: harvestYears(settings, io.now()),
    listPages: portal.columns.length * (pages + 1),
    signal: io.signal,
  });
  const { links, listPages, isPart } = trial;
  const problems = [...regionProblems(portal), ...trial.problems];
  const state = links.length === 0 ? 'empty' : problems.length > 0 ? 'doubtful' : isPart ? 'part' : 'sound';
  const guessed = links.filter((link) => link.speculative === true).length;
  return { portal: portal.id, state, reports: links.length, guessed, listPages, isPart, problems };
}

function show(checked: readonly Checked[], io: CliIo): void {
  const rows = checked.map((c) => [c.portal, c.state, pagesRead(c), taken(c)]);
  if (rows.length > 0) line(io.stdout, listTable(['PORTAL', 'STATE', 'LIST PAGES', 'REPORTS'], rows, [2]));
  line(io.stdout, plural(rows.length, 'portal'));
  if (checked.some(({ isPart }) => isPart))
    line(io.stderr, 'some lists have further pages, which were not read; --pages reads more of each list');
  for (const { portal, problems } of checked)
    for (const problem of problems) line(io.stderr, `nianbao: ${portal}: ${problem}`);
}

function pagesRead({ listPages, isPart }: Checked): string {
  return `${listPages ?? ''}${isPart ? ' of more' : ''}`;
}

function taken({ reports, guessed }: Checked): string {
  if (reports === null) return '';
  return guessed ? `${reports}, ${guessed} with an address guessed from agency and year` : String(reports);
}

function exitOf(checked: readonly Checked[]): ExitCode {
  const bad = checked.filter(({ state }) => state === 'faulty' || state === 'empty');
  if (bad.length > 0) return bad.length === checked.length ? EXIT.failed : EXIT.partial;
  return checked.some(({ state }) => state === 'doubtful') ? EXIT.partial : EXIT.done;
}
