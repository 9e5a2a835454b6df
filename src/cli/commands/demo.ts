import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Archive, ChangeRecord, HarvestResult, ReportKey } from '../../../storage/contract/archive.js';
import { type PortalConfig, parsePortal } from '../../config/portal/portal.js';
import { parseSettings, type Settings } from '../../config/settings/settings.js';
import { exportDataset } from '../../dataset/export-dataset.js';
import { UsageError } from '../../errors.js';
import { harvest } from '../../harvest/run/harvest.js';
import { loadMeasures } from '../../measures/measures.js';
import { PINGHU_REPORTS } from '../../simulation/reports/corpus-reports.js';
import { generateReports } from '../../simulation/reports/generate.js';
import { type SimulatedPortal, startSimulatedPortal } from '../../simulation/server/portal.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, PlaceOptions } from '../command.js';
import { showCounts } from '../format.js';
import { type CliIo, line } from '../io.js';
import { startProgress } from '../progress.js';
import { listTable } from '../table.js';
import { showChange } from '../views/change-view.js';
import type { Workspace } from '../workspace.js';
import { workspaceOf } from '../workspace.js';

/** The report year that the demo exports and revises. */
const YEAR = 2023;

const YEARS = [2019, 2020, 2021, 2022, 2023];

const REVISED_FIGURE = { agency: '平湖市科学技术局', indicator: 'proactive.normative.in_force', value: 7 };

const REVISED_TEXT = {
  agency: '平湖市政务服务和数据资源管理办公室',
  paragraph: '一是部分科室报送信息不够及时，二是图解类内容所占的比例仍然不高。',
};

export async function execute({ io }: CommandContext, options: PlaceOptions): Promise<void> {
  const home = options.home ?? join('data', `demo-${stamp(io.now())}`);
  const workspace = workspaceOf({ ...options, home }, io);
  if (existsSync(workspace.archiveFile)) {
    throw new UsageError('there is an archive already: the demo needs a folder of its own', {
      file: workspace.archiveFile,
    });
  }
  const portal = await startDemoPortal();
  try {
    await workspace.withArchive('write', (archive) => play(portal, archive, workspace, io));
  } finally {
    await portal.close();
  }
}

/** 20240125-143507, in Shanghai. */
function stamp(now: Date): string {
  return now.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).replace(/[-:]/g, '').replace(' ', '-');
}

/** A portal as bad as real ones: GBK pages that claim to be UTF-8, cut titles, short list pages, decoys. */
function startDemoPortal(): Promise<SimulatedPortal> {
  return startSimulatedPortal({
    reports: [...PINGHU_REPORTS, ...generateReports({ seed: 7, agencies: 8, years: [2022, 2023] })],
    encoding: 'gbk',
    wrongCharset: 'header',
    jpage: { serverPerPage: 5, cutTitles: true },
    robots: 'User-agent: *\nDisallow: /admin/\n',
  });
}

async function play(
  portal: SimulatedPortal,
  archive: Archive,
  workspace: Workspace,
  io: CliIo,
): Promise<void> {
  const settings = parseSettings({});
  const config = parsePortal({ ...portal.portalConfig('both'), pause: 0 }, 'demo', settings);
  const run = (label: string): Promise<HarvestResult> =>
    harvestOnce(archive, workspace, settings, config, label, io);
  line(
    io.stdout,
    `Started a simulated 中国平湖 portal on ${portal.url} (GBK pages that claim to be UTF-8, truncated titles, decoys).`,
  );

  line(io.stdout, '\n1. The first harvest');
  const first = await run('first harvest');
  await summary(archive, first, io);

  line(io.stdout, '\n2. The portal quietly changes a figure, a paragraph and a visit counter');
  portal.reviseFigure(REVISED_FIGURE.agency, YEAR, REVISED_FIGURE.indicator, REVISED_FIGURE.value);
  portal.reviseParagraph(REVISED_TEXT.agency, YEAR, 'problems', 1, REVISED_TEXT.paragraph);
  const counted = portal
    .truth()
    .find((t) => t.year === YEAR && t.agency !== REVISED_FIGURE.agency && t.agency !== REVISED_TEXT.agency);
  if (counted !== undefined) portal.bumpCounter(counted.agency, YEAR, 31);

  line(io.stdout, '\n3. The second harvest');
  const second = await run('second harvest');
  for (const change of await archive.changes({ run: second.run })) printChange(change, workspace, io);
  const counts = second.portals[0]?.counts;
  if (counts !== undefined)
    line(io.stdout, `\ncaptures: ${showCounts(counts.captures)}; ${plural(counts.versions, 'new version')}`);

  line(io.stdout, `\n4. The dataset of ${YEAR}`);
  const out = join(workspace.home, 'export');
  const { files } = await exportDataset({
    archive,
    scope: { years: [YEAR], asOf: null },
    formats: ['csv'],
    tables: null,
    out,
    indicators: workspace.editions.indicators,
    measures: loadMeasures(workspace.editions),
    settings: settings.dataset,
  });
  line(
    io.stdout,
    listTable(
      ['FILE', 'ROWS'],
      files.map((f) => [f.name, f.rows === null ? '' : String(f.rows)]),
      [1],
    ),
  );
  const home = relativeHome(workspace, io);
  line(io.stdout, `\narchive  ${workspace.archiveFile}\ndataset  ${out}`);
  line(io.stdout, `try      npx nianbao history 平湖市科学技术局 ${YEAR} --home ${home}`);
  line(io.stdout, `         npx nianbao show 平湖市科学技术局 ${YEAR} --home ${home}`);
}

function relativeHome(workspace: Workspace, io: CliIo): string {
  const inside = resolve(io.cwd) === workspace.home ? '.' : workspace.home.startsWith(`${resolve(io.cwd)}/`);
  return inside === true ? workspace.home.slice(resolve(io.cwd).length + 1) : workspace.home;
}

async function harvestOnce(
  archive: Archive,
  workspace: Workspace,
  settings: Settings,
  portal: PortalConfig,
  label: string,
  io: CliIo,
): Promise<HarvestResult> {
  const progress = startProgress(io, `reports of the ${label}`);
  try {
    return await harvest({
      archive,
      editions: workspace.editions,
      settings,
      portals: [portal],
      years: YEARS,
      signal: io.signal,
      now: io.now,
      listener: {
        listed: (_, links) => progress.total(links.length),
        reported: (_, link) => progress.step(link.agency ?? link.title ?? ''),
      },
    });
  } finally {
    progress.done();
  }
}

/** Reports by year, and what was found on them. */
async function summary(archive: Archive, result: HarvestResult, io: CliIo): Promise<void> {
  const reports = await archive.reports({});
  const years = [...new Set(reports.map((r) => r.report.year))].sort();
  const rows = years.map((year) => {
    const of = reports.filter((r) => r.report.year === year);
    const sum = (pick: (r: (typeof of)[number]) => number): string =>
      String(of.reduce((n, r) => n + pick(r), 0));
    const editions = [...new Set(of.map((r) => r.edition ?? '-'))].join(', ');
    return [
      String(year),
      String(of.length),
      editions,
      sum((r) => r.versions),
      sum((r) => r.errors),
      sum((r) => r.warnings),
    ];
  });
  line(
    io.stdout,
    listTable(['YEAR', 'REPORTS', 'EDITION', 'VERSIONS', 'ERRORS', 'WARNINGS'], rows, [1, 3, 4, 5]),
  );
  for (const portal of result.portals) {
    line(
      io.stdout,
      `captures: ${showCounts(portal.counts.captures)} (missing: the agency has no report for that year)`,
    );
    for (const problem of portal.problems) line(io.stdout, `problem: ${problem}`);
  }
}

const VERDICTS: Readonly<Record<string, string>> = {
  figures_revised: 'a figure changed: new version',
  text_revised: 'only the text changed: new version with the same figures',
  cosmetic: 'the bytes differ, the report does not: no new version',
};

function printChange(change: ChangeRecord, workspace: Workspace, io: CliIo): void {
  line(io.stdout, `\n${change.kind}: ${nameOf(change.report)} — ${VERDICTS[change.kind] ?? ''}`);
  const detail = showChange(change, workspace.editions.indicators);
  if (detail !== '') line(io.stdout, detail.replace(/^/gm, '  '));
}

function nameOf(report: ReportKey): string {
  return `${report.agency} ${report.year}`;
}
