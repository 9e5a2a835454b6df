import { type Discovery, discoverPortal } from '../../../../crawlers/discover/discover.js';
import { newPortalFile, writePortalFile } from '../../../config/portal/file.js';
import { portalIdOf } from '../../../config/portal/id.js';
import { NianbaoError } from '../../../errors.js';
import { plural } from '../../../text/plural.js';
import { type CommandContext, EXIT } from '../../command.js';
import { remindOfContact } from '../../contact-reminder.js';
import { type CliIo, jsonLine, line } from '../../io.js';
import { listTable } from '../../table.js';
import { type Workspace, workspaceOf } from '../../workspace.js';
import { type DiscoverCommandOptions, searchOptions, yamlOf } from './discover-options.js';
import { discoverSites } from './discover-sites.js';

export async function execute(
  { io, exit }: CommandContext,
  place: string,
  options: DiscoverCommandOptions,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  if (options.allowPrivateAddresses !== true) remindOfContact(workspace.settings, workspace.configFolder, io);
  if (!/^https?:\/\//i.test(place)) {
    if (options.name !== undefined || options.region !== undefined) {
      throw new NianbaoError('usage', '--name and --region are for one site; a CSV has columns for them', {});
    }
    exit(await discoverSites(place, options, workspace, io));
    return;
  }
  const target = targetOf(place, options, workspace);
  const discovery = await discoverPortal(place, searchOptions(options, workspace, io));
  const yaml =
    discovery.columns.length === 0 ? null : yamlOf(discovery, options.region ?? null, options, workspace, io);
  if (yaml !== null && target !== null) writePortalFile(target.file, yaml, target.id, workspace.settings);
  const written = yaml !== null && target !== null ? target.file : null;
  if (options.json) jsonLine(io.stdout, { ...discovery, yaml, written });
  else show(discovery, written === null ? yaml : null, io);
  if (written !== null) line(io.stderr, `written: ${written}`);
  exit(discovery.columns.length > 0 ? EXIT.done : EXIT.failed);
}

/** The file that is to be written; checked before the site is asked for anything. */
function targetOf(url: string, options: DiscoverCommandOptions, workspace: Workspace) {
  if (options.write !== true) return null;
  const id = options.name ?? portalIdOf(URL.canParse(url) ? new URL(url).host : '');
  return { id, file: newPortalFile(id, workspace.configFolder) };
}

function show(discovery: Discovery, yaml: string | null, io: CliIo): void {
  const { name, baseUrl, columns, confidence, reason, pages, requests } = discovery;
  const out = (text = ''): void => line(io.stdout, text);
  out(`site        ${name ?? 'without a name'}, ${baseUrl}`);
  out(`requests    ${requests}`);
  if (reason !== null) out(`found       nothing: ${reason}`);
  else out(`found       ${plural(columns.length, 'column')}, confidence ${Math.round(confidence * 100)} %`);
  for (const { url, family, because, reports, isPart } of columns) {
    out(`\n${url}\n  ${family}: ${because}`);
    out(`  ${plural(reports.length, 'report')}${isPart ? ', and there are further pages' : ''}`);
  }
  if (pages.length > 0) {
    out('\nlooked at:');
    out(
      listTable(
        ['LINK', 'PAGE', 'FOUND'],
        pages.map(({ title, url, found }) => [title, url, found]),
      ),
    );
  }
  if (yaml !== null) out(`\nthe YAML that --write would save:\n\n${yaml.trimEnd()}`);
  for (const { problems } of columns) for (const problem of problems) line(io.stderr, `nianbao: ${problem}`);
}
