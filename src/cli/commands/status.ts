import type { ArchiveStatus } from '../../../storage/contract/archive.js';
import { totalCounts } from '../../harvest/run/run-counts.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { dataFolderOf } from '../data-folder.js';
import { showBytes, showCounts, showTime } from '../format.js';
import { jsonLine, line } from '../io.js';
import { listTable } from '../table.js';
import { daemonLines, daemonView } from '../views/daemon-view.js';

export async function execute({ io }: CommandContext, options: OutputOptions): Promise<void> {
  const folder = dataFolderOf(options, io);
  const status = await folder.readArchive((archive) => archive.status());
  const daemon = await daemonView(folder.home);
  if (options.json) jsonLine(io.stdout, { ...status, daemon });
  else line(io.stdout, asText(status, daemonLines(daemon)));
}

function runState({ outcome, portals }: ArchiveStatus['runs'][number]): string {
  const suspects = portals.filter(({ suspicions }) => suspicions !== undefined).map(({ portal }) => portal);
  const state = outcome ?? 'not finished';
  return suspects.length === 0 ? state : `${state}, suspect: ${suspects.join(' ')}`;
}

function asText(s: ArchiveStatus, daemon: readonly string[]): string {
  const lines = [
    `archive   ${s.path} (${showBytes(s.bytes)}, schema ${s.schema})`,
    `holds     ${plural(s.reports, 'report')} by ${plural(s.agencies, 'agency', 'agencies')} from ${plural(s.portals, 'portal')}, ${plural(s.versions, 'version')}`,
    `evidence  ${plural(s.payloads, 'payload')} (${showBytes(s.payloadBytes)}, compressed to ${showBytes(s.storedBytes)}), ${plural(s.captures, 'capture')} of ${plural(s.sources, 'source')}`,
    `years     ${s.years.map((y) => `${y.year}: ${y.reports}`).join(', ') || 'none'}`,
    `changes   ${showCounts(s.changes)}`,
    `findings  ${showCounts(s.findings)}`,
    ...daemon,
  ];
  if (s.runs.length === 0) return [...lines, 'runs      none'].join('\n');
  const rows = s.runs.map((run) => {
    const counts = totalCounts(run.portals.map((p) => p.counts));
    return [
      String(run.id),
      showTime(run.startedAt),
      runState(run),
      run.portals.map((p) => p.portal).join(' '),
      showCounts(counts.captures),
      showCounts(counts.changes),
      String(run.portals.reduce((n, p) => n + p.problems.length, 0)),
    ];
  });
  return [
    ...lines,
    '',
    listTable(['RUN', 'STARTED', 'OUTCOME', 'PORTALS', 'CAPTURES', 'CHANGES', 'PROBLEMS'], rows, [0, 6]),
  ].join('\n');
}
