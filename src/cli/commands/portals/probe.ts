import {
  type Probe,
  type ProbedDirectory,
  type ProbedList,
  probePortal,
} from '../../../../crawlers/probe/probe.js';
import { newPortalFile, schemaPath, writePortalFile } from '../../../config/portal/file.js';
import { portalIdOf } from '../../../config/portal/id.js';
import { ConfigError, NianbaoError } from '../../../errors.js';
import { plural } from '../../../text/plural.js';
import { type CommandContext, EXIT } from '../../command.js';
import { remindOfContact } from '../../contact-reminder.js';
import type { ExitCode } from '../../exit-codes.js';
import { type CliIo, jsonLine, line } from '../../io.js';
import { listTable } from '../../table.js';
import type { ConfigOptions } from '../../usage/portals/options.js';
import { linkTable } from '../../views/link-table.js';
import type { Workspace } from '../../workspace.js';
import { workspaceOf } from '../../workspace.js';
import { harvestYears } from './shared.js';
import { portalText } from './yaml.js';

interface Options extends ConfigOptions {
  readonly write?: boolean;
  readonly name?: string;
  readonly region?: string;
  readonly pages: number;
  readonly allowPrivateAddresses?: boolean;
}

/** Reports printed of one probe; `--json` has them all. */
const SHOWN = 30;

export async function execute({ io, exit }: CommandContext, url: string, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const target = targetOf(url, options, workspace);
  if (options.allowPrivateAddresses !== true) remindOfContact(workspace.settings, workspace.configFolder, io);
  const probe = await probePortal(url, {
    settings: workspace.settings,
    years: harvestYears(workspace.settings, io.now()),
    listPages: options.pages,
    allowPrivateAddresses: options.allowPrivateAddresses === true,
    signal: io.signal,
  });
  const yaml = probe.kind === 'list' ? yamlOf(probe, options, workspace, io.now()) : null;
  const written = yaml !== null && target !== null ? write(target, yaml, workspace) : null;
  if (options.json) jsonLine(io.stdout, { ...probe, yaml, written });
  else if (probe.kind === 'directory') showDirectory(probe, io);
  else showList(probe, written === null ? yaml : null, io);
  if (written !== null) line(io.stderr, `written: ${written}`);
  if (target !== null && written === null)
    throw new NianbaoError('probe_directory', 'nothing was written: there is no list on the page', { url });
  exit(exitOf(probe, written !== null));
}

interface Target {
  readonly id: string;
  readonly file: string;
}

/** The file that is to be written; checked before the site is asked for anything. */
function targetOf(url: string, options: Options, workspace: Workspace): Target | null {
  if (options.write !== true) return null;
  const id = options.name ?? portalIdOf(URL.canParse(url) ? new URL(url).host : '');
  const list = workspace.book.listOf(id);
  if (list !== null)
    throw new ConfigError(`there is a portal ${id} already: ${list.where}`, {
      file: list.file,
      hint: 'choose another --name',
    });
  return { id, file: newPortalFile(id, workspace.configFolder) };
}

function yamlOf(probe: ProbedList, options: Options, workspace: Workspace, now: Date): string {
  return portalText(probe, {
    region: options.region ?? null,
    now,
    schema: schemaPath(workspace.configFolder),
  });
}

function write({ id, file }: Target, yaml: string, workspace: Workspace): string {
  writePortalFile(file, yaml, id, workspace.settings);
  return file;
}

function showList(probe: ProbedList, yaml: string | null, io: CliIo): void {
  const { taken, left } = probe;
  const out = (text = ''): void => line(io.stdout, text);
  out(`family    ${probe.family}: ${probe.because}`);
  if (probe.pageUrl !== probe.url) out(`page      ${probe.pageUrl}`);
  out(`portal    ${probe.portal.name}, ${probe.portal.baseUrl}`);
  const part = probe.isPart ? ', and there are more' : '';
  const guessed = taken.filter((link) => link.speculative === true).length;
  const madeUp = guessed > 0 ? ` (${guessed} with an address guessed from agency and year)` : '';
  out(`lists     read ${plural(probe.listPages, 'page')}${part}`);
  out(`\nwould fetch ${plural(taken.length, 'report')}${madeUp}`);
  if (taken.length > 0) out(linkTable(taken.slice(0, SHOWN)));
  if (taken.length > SHOWN) out(`and ${taken.length - SHOWN} more (--json prints all)`);
  if (left.length > 0) {
    out(`\nwould skip, among the first entries of the list:`);
    const rows = left.map(({ title, why, url }) => [title, why, url]);
    out(listTable(['TITLE', 'WHY', 'URL'], rows));
  }
  if (probe.candidates.length > 0) out(`\n${candidateTable(probe.candidates)}`);
  if (yaml !== null) out(`\nthe YAML that --write would save:\n\n${yaml.trimEnd()}`);
  for (const problem of probe.problems) line(io.stderr, `nianbao: ${problem}`);
}

function showDirectory(probe: ProbedDirectory, io: CliIo): void {
  line(io.stdout, `no list of reports on this page${probe.name === null ? '' : ` of ${probe.name}`}`);
  line(io.stdout, `\n${candidateTable(probe.candidates)}`);
}

function candidateTable(candidates: ProbedDirectory['candidates']): string {
  const rows = candidates.map(({ title, url }) => [title, url]);
  return `links that may lead to a list; probe them:\n${listTable(['TITLE', 'URL'], rows)}`;
}

function exitOf(probe: Probe, isWritten: boolean): ExitCode {
  if (probe.kind === 'directory') return EXIT.failed;
  if (probe.taken.length === 0) return isWritten ? EXIT.partial : EXIT.failed;
  return probe.problems.length > 0 ? EXIT.partial : EXIT.done;
}
