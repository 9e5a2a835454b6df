import { resolve } from 'node:path';
import type { SnapshotScope } from '../../../storage/contract/archive.js';
import { readCoverage } from '../../coverage/read-coverage.js';
import { datasetName, exportDataset } from '../../dataset/export-dataset.js';
import type { FormatName } from '../../dataset/formats/names.js';
import { expectedFrom, judgeThen } from '../../harvest/nights/cross-year.js';
import { loadMeasures } from '../../measures/measures.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { jsonLine, line } from '../io.js';
import { startProgress } from '../progress.js';
import { listTable } from '../table.js';
import type { Workspace } from '../workspace.js';
import { workspaceOf } from '../workspace.js';
import { harvestYears } from './portals/shared.js';

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

export async function execute({ io }: CommandContext, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const scope = scopeOf(options);
  const progress = startProgress(io, 'reports', { foretells: true });
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
            years: scope.years ?? owedYears(years, at, workspace),
            at,
            editions: workspace.editions,
          }),
        judge: (then) =>
          judgeThen(then, { editions: workspace.editions, expected: expectedFrom(workspace.portals()) }),
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
}

function scopeOf({ year, years, asOf }: Options): SnapshotScope {
  return { years: year === undefined ? (years ?? null) : [year], asOf: asOf ?? null };
}

/** An export of all years: those that the archive has, and those for which reports were due by then. */
function owedYears(years: readonly number[], at: Date, { settings }: Workspace): readonly number[] {
  return [...new Set([...years, ...harvestYears(settings, at)])].sort((a, b) => a - b);
}

/** Whoever answers for the crawler answers for the dataset, where nobody else is named. */
function datasetSettings({ settings }: Workspace) {
  return { ...settings.dataset, contact: settings.dataset.contact ?? settings.contact };
}
