import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { SnapshotScope } from '../../../storage/contract/archive.js';
import { readCoverage } from '../../coverage/read-coverage.js';
import { datasetName, exportDataset } from '../../dataset/export-dataset.js';
import { FORMAT_NAMES, type FormatName } from '../../dataset/formats/formats.js';
import { loadMeasures } from '../../measures/measures.js';
import {
  Command,
  type CommandContext,
  type OutputOptions,
  parseYear,
  parseYears,
  withJson,
  withPlace,
  workspaceOf,
} from '../command.js';
import { jsonLine, line } from '../io.js';
import { startProgress } from '../progress.js';
import { listTable } from '../table.js';
import type { Workspace } from '../workspace.js';

interface Options extends OutputOptions {
  readonly year?: number;
  readonly years?: readonly number[];
  readonly asOf?: Date;
  readonly format: readonly FormatName[];
  readonly tables?: readonly string[];
  readonly out?: string;
  readonly bom?: boolean;
  readonly rawText?: boolean;
}

export function exportCommand({ io }: CommandContext): Command {
  return withJson(withPlace(new Command('export')))
    .description('write the dataset of a report year, of several, or of all')
    .addOption(new Option('--year <year>', 'only this report year').argParser(parseYear).conflicts('years'))
    .option('--years <from..to>', 'only these report years, e.g. 2019..2023', parseYears)
    .option(
      '--as-of <date>',
      'the archive as it was at the end of that day (Shanghai), or at that time',
      parseAsOf,
    )
    .option(
      '--format <names>',
      `formats, joined by commas: ${FORMAT_NAMES.join(', ')} (default: csv)`,
      parseFormats,
      ['csv'],
    )
    .option('--tables <names>', 'only these tables, joined by commas', parseNames)
    .option('--out <folder>', "the dataset's folder (default: named after the years, in the working folder)")
    .option('--bom', 'begin CSV with a byte order mark, for spreadsheets')
    .option('--raw-text', 'leave texts in CSV unguarded against being run as formulas')
    .action(async (options: Options) => {
      const workspace = workspaceOf(options, io);
      const scope = scopeOf(options);
      const progress = startProgress(io, 'export');
      const exported = await workspace
        .withArchive('read', (archive) =>
          exportDataset({
            archive,
            scope,
            formats: options.format,
            tables: options.tables ?? null,
            out: resolve(io.cwd, options.out ?? datasetName(scope)),
            indicators: workspace.editions.indicators,
            measures: loadMeasures(workspace.editions),
            settings: datasetSettings(workspace),
            coverage: (years, at) =>
              readCoverage(archive, {
                portals: workspace.portals().filter(({ enabled }) => enabled),
                years,
                at,
                editions: workspace.editions,
              }),
            text: { bom: options.bom ?? false, rawText: options.rawText ?? false },
            onStart: ({ reports }) => progress.total(reports),
            onReports: (more) => {
              for (let i = 0; i < more; i++) progress.step('');
            },
            signal: io.signal,
          }),
        )
        .finally(() => progress.done());
      if (options.json) return jsonLine(io.stdout, exported);
      const rows = exported.files.map((file) => [
        file.name,
        file.rows === null ? '' : String(file.rows),
        String(file.bytes),
        file.sha256.slice(0, 12),
      ]);
      line(io.stdout, listTable(['FILE', 'ROWS', 'BYTES', 'SHA-256'], rows, [1, 2]));
      for (const note of exported.notes) line(io.stderr, `note: ${note}`);
      line(io.stdout, `${exported.version} in ${exported.out}`);
    });
}

function scopeOf({ year, years, asOf }: Options): SnapshotScope {
  return { years: year === undefined ? (years ?? null) : [year], asOf: asOf ?? null };
}

/** Whoever answers for the crawler answers for the dataset, where nobody else is named. */
function datasetSettings({ settings }: Workspace) {
  return { ...settings.dataset, contact: settings.dataset.contact ?? settings.contact };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;

/** A day means its end in Shanghai; a time is taken as it is. */
function parseAsOf(text: string): Date {
  const time = new Date(DAY.test(text) ? `${text}T23:59:59.999+08:00` : text);
  // JavaScript takes 31 February for 2 March.
  const isDay = new Date(`${text.slice(0, 10)}T00:00:00Z`).toJSON()?.startsWith(text.slice(0, 10));
  if (!(DAY.test(text) || MOMENT.test(text)) || isDay !== true || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('a day such as 2024-03-31, or a time such as 2024-03-31T12:00:00+08:00');
  }
  return time;
}

function parseNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('names are joined by commas');
  return [...new Set(names)];
}

function parseFormats(text: string): readonly FormatName[] {
  return parseNames(text).map((name) => {
    const format = FORMAT_NAMES.find((known) => known === name);
    if (format === undefined) throw new InvalidArgumentError(`formats are ${FORMAT_NAMES.join(', ')}`);
    return format;
  });
}
