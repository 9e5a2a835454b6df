import type { Archive, ReportSummary, StoredVersion } from '../../../storage/contract/archive.js';
import { NianbaoError, UsageError } from '../../errors.js';
import { computeMeasures, type MeasuredReport, type MeasureResult } from '../../measures/compute.js';
import { loadMeasures, type Measure } from '../../measures/measures.js';
import type { ReportKind } from '../../report/model.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { findReport } from '../find-report.js';
import { jsonLine, line } from '../io.js';
import { listTable } from '../table.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions {
  readonly agency?: string;
  readonly year?: number;
  readonly kind?: ReportKind;
}

export async function execute(
  { io }: CommandContext,
  pattern: string | undefined,
  options: Options,
): Promise<void> {
  const { agency, year, kind } = options;
  if ((agency === undefined) !== (year === undefined)) {
    throw new UsageError('give --agency and --year together');
  }
  const workspace = workspaceOf(options, io);
  const measures = loadMeasures(workspace.editions);
  const wanted = measures.all.filter((measure) => matches(measure, pattern));
  if (measures.all.length === 0) {
    throw new NianbaoError('no_measure', 'the configuration has no measures', {
      file: workspace.configFolder,
      hint: "copy measures.yaml from the package's own config folder",
    });
  }
  if (wanted.length === 0) {
    throw new NianbaoError('no_measure', `no measure has 「${pattern}」 in its name or label`, {
      hint: `measures: ${measures.all.map(({ id }) => id).join(', ')}`,
    });
  }
  if (agency === undefined || year === undefined) {
    if (options.json) return jsonLine(io.stdout, wanted.map(describe));
    return line(io.stdout, listOf(wanted));
  }
  const results = await workspace.withArchive('read', async (archive) => {
    const found = await findReport(archive, agency, year, kind);
    const { version, previous } = await versionsOf(archive, found);
    return computeMeasures({ ...measures, all: wanted }, reportOf(version), previous && reportOf(previous));
  });
  if (options.json) return jsonLine(io.stdout, results.map(plain));
  line(io.stdout, resultsTable(results));
}

function matches({ id, zh, en }: Measure, pattern: string | undefined): boolean {
  const text = pattern?.toLowerCase() ?? '';
  return [id, zh, en].some((name) => name.toLowerCase().includes(text));
}

async function versionsOf(archive: Archive, { report }: ReportSummary) {
  const version = await archive.latestVersion(report);
  if (version === null) throw new NianbaoError('no_report', `the archive has no report of ${report.agency}`);
  return { version, previous: await archive.latestVersion({ ...report, year: report.year - 1 }) };
}

function reportOf({ edition, figures }: StoredVersion): MeasuredReport {
  const byId = new Map(figures.map((figure) => [figure.indicator, figure]));
  return { edition, figure: (indicator) => byId.get(indicator) };
}

function describe({ formulas: _, text, ...measure }: Measure): object {
  return { ...measure, formula: Object.fromEntries(text) };
}

function plain({ measure, ...result }: MeasureResult): object {
  return { measure: measure.id, unit: measure.unit, ...result };
}

function listOf(measures: readonly Measure[]): string {
  const rows = measures.map(({ id, zh, level, unit, text }) => [
    id,
    zh,
    level,
    unit,
    [...text.keys()].sort().join(' '),
  ]);
  const formulas = measures.map(({ id, text }) => `${id} = ${[...new Set(text.values())].join(' | ')}`);
  return `${listTable(['MEASURE', 'LABEL', 'LEVEL', 'UNIT', 'EDITIONS'], rows)}\n\n${formulas.join('\n')}`;
}

function resultsTable(results: readonly MeasureResult[]): string {
  const rows = results.map(({ measure, value, numerator, denominator, reason, detail, blanks }) => [
    measure.id,
    measure.zh,
    value === null ? '-' : shown(value),
    measure.unit,
    numerator === null || denominator === null ? '' : `${numerator} / ${denominator}`,
    [
      reason ?? '',
      detail ?? '',
      blanks.length > 0 ? `${plural(blanks.length, 'cell')} without a number counted as 0` : '',
    ]
      .filter((text) => text !== '')
      .join('; '),
  ]);
  return listTable(['MEASURE', 'LABEL', 'VALUE', 'UNIT', 'FRACTION', 'NOTE'], rows, [2]);
}

/** Four decimals are plenty to read; --json has them all. */
function shown(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
