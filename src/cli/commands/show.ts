import { resolve } from 'node:path';
import type { Archive, SourceSummary, StoredVersion } from '../../../storage/contract/archive.js';
import { NianbaoError } from '../../errors.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, ReportOptions } from '../command.js';
import { findReport } from '../find-report.js';
import { showTime } from '../format.js';
import { type CliIo, jsonLine, line } from '../io.js';
import { writeNewFile } from '../new-file.js';
import { showFindings } from '../views/findings-view.js';
import { drawForm } from '../views/form-view.js';
import type { Workspace } from '../workspace.js';
import { workspaceOf } from '../workspace.js';

interface Options extends ReportOptions {
  readonly at?: number;
  readonly text?: boolean;
  readonly raw?: string;
}

export async function execute(
  { io }: CommandContext,
  agency: string,
  year: number,
  options: Options,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  await workspace.withArchive('read', async (archive) => {
    const summary = await findReport(archive, agency, year, options.kind);
    const number = options.at ?? summary.versions;
    const version = await archive.version(summary.report, number);
    if (version === null) {
      throw new NianbaoError('no_version', `the report has no version ${number}`, {
        hint: `it has ${plural(summary.versions, 'version')}`,
      });
    }
    if (options.raw !== undefined) {
      await writeRaw(version, options.raw, archive, io);
      return;
    }
    const sources = await archive.sources(summary.report);
    if (options.json) jsonLine(io.stdout, { ...version, versions: summary.versions, sources });
    else line(io.stdout, asText(version, summary.versions, sources, workspace, options.text === true));
  });
}

/** The bytes that the version was read from, to a new file or to standard output. */
async function writeRaw({ digests }: StoredVersion, to: string, archive: Archive, io: CliIo): Promise<void> {
  const bytes = await archive.payload(digests.payload);
  if (bytes === null) {
    throw new NianbaoError('no_version', `the archive has no payload ${digests.payload}`, {
      hint: 'restore the archive from a backup',
    });
  }
  if (to === '-') {
    io.stdout.write(bytes);
    return;
  }
  const file = resolve(io.cwd, to);
  await writeNewFile(file, bytes);
  const type = await archive.mediaType(digests.payload);
  line(io.stderr, `written: ${file} (${type ?? 'media type not declared'}, ${plural(bytes.length, 'byte')})`);
}

function asText(
  version: StoredVersion,
  versions: number,
  sources: readonly SourceSummary[],
  workspace: Workspace,
  withText: boolean,
): string {
  const { report } = version;
  const edition = workspace.editions.all.find((e) => e.id === version.edition);
  const lines = [
    version.title ?? `${report.agency} ${report.year}`,
    `agency     ${report.agency}${report.region === '' ? '' : ` (${report.region})`}`,
    `year       ${report.year}, ${report.kind}`,
    `version    ${version.number} of ${versions}, first seen ${showTime(version.firstSeen)}, last seen ${showTime(version.lastSeen)}`,
    ...(version.withdrawnAt === null
      ? []
      : [`withdrawn  ${showTime(version.withdrawnAt)}; this version was published until then`]),
    `published  ${version.published ?? 'not stated'}`,
    `form       ${edition === undefined ? 'no statutory tables' : `${edition.name.zh} ${edition.notice}`}`,
    `payload    ${version.digests.payload}`,
    ...sources.map(
      (s) =>
        `${s.kind === 'attachment' ? 'attachment' : 'source    '} ${s.url} (${plural(s.captures, 'capture')}, the last: ${[s.lastOutcome ?? 'none', ...s.lastMarks].join(', ')}${s.goneNights === 0 ? '' : `; missing on ${plural(s.goneNights, 'night')}`})`,
    ),
  ];
  if (edition !== undefined) lines.push('', drawForm(edition, version.figures));
  if (withText) lines.push('', ...version.sections.map((s) => `${s.heading}\n${s.text}\n`));
  lines.push('', showFindings(version.findings));
  return lines.join('\n');
}
