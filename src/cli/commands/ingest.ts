import { existsSync } from 'node:fs';
import type { Archive } from '../../../storage/contract/archive.js';
import { defined } from '../../defined.js';
import type { DepositResult } from '../../harvest/deposit/deposit-model.js';
import { ingestFiles } from '../../harvest/deposit/ingest.js';
import type { Deriver } from '../../harvest/derive/deriver.js';
import { expectedFrom, refreshCrossYear } from '../../harvest/nights/cross-year.js';
import type { ReportKind } from '../../report/model.js';
import { plural } from '../../text/plural.js';
import { type CommandContext, EXIT, type OutputOptions } from '../command.js';
import { jsonLine, line } from '../io.js';
import { type JobsOption, jobsOf } from '../options/jobs.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions, JobsOption {
  readonly agency?: string;
  readonly year?: number;
  readonly kind?: ReportKind;
  readonly region?: string;
}

export async function execute(
  { io, exit }: CommandContext,
  files: string[],
  options: Options,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  const portals = workspace.portals();
  const regionOf = (agency: string): string | null =>
    options.region ?? portals.find((p) => p.agencies.some((a) => a.name === agency))?.region ?? null;
  const jobs = jobsOf(options, files.length);
  let failed = 0;
  const ingestAll = async (archive: Archive, deriver: Deriver): Promise<void> => {
    const parts = {
      archive,
      deriver,
      regionOf,
      agencies: portals.flatMap((p) => p.agencies),
      now: io.now,
      ...defined({ agency: options.agency, year: options.year, kind: options.kind }),
    };
    for await (const one of ingestFiles(files, parts, jobs.ahead)) {
      const { file, result } = one;
      const problem = result === null ? one.reason : problemOf(result);
      if (problem !== null) failed++;
      if (options.json)
        jsonLine(io.stdout, result === null ? { file, error: problem } : asJson(file, result));
      else if (problem !== null) line(io.stderr, `nianbao: ${file}: ${problem}`);
      else if (result !== null) line(io.stdout, `${file}: ${inWords(result)}`);
    }
  };
  // nothing to store: an archive is not made for that
  if (files.every((file) => !existsSync(file))) {
    for (const file of files) {
      if (options.json) jsonLine(io.stdout, { file, error: 'no such file' });
      else line(io.stderr, `nianbao: ${file}: no such file`);
    }
    exit(EXIT.partial);
    return;
  }
  await workspace.withArchive('write', async (archive) => {
    await workspace.withDeriver((deriver) => ingestAll(archive, deriver), jobs);
    const { editions } = workspace;
    await refreshCrossYear({ archive, editions, expected: expectedFrom(portals) });
  });
  exit(failed > 0 ? EXIT.partial : EXIT.done);
}

function problemOf({ reason, unnamed }: DepositResult): string | null {
  if (reason === null || unnamed === undefined) return reason;
  const options = unnamed.map((part) => `--${part}`).join(' and ');
  return `cannot determine the ${unnamed.join(' and the ')} of the report (give ${options})`;
}

function asJson(file: string, result: DepositResult): unknown {
  const { report, version, outcome, changes, findings, reason } = result;
  return { file, report, version, outcome, changes, findings, ...(reason === null ? {} : { error: reason }) };
}

function inWords(result: DepositResult): string {
  const { report } = result;
  const name = report === null ? '' : `${report.agency} ${report.year} (${report.kind})`;
  const what =
    result.outcome === 'unchanged'
      ? 'already in the archive'
      : result.changes.length === 0
        ? 'kept'
        : result.changes.join(', ');
  const errors = result.findings.filter((f) => f.severity === 'error').length;
  const version = result.version === null ? '' : `, version ${result.version}`;
  return `${name}${version}: ${what}${errors > 0 ? `, ${plural(errors, 'finding')} of severity error` : ''}`;
}
