import { join } from 'node:path';
import { compareVersions } from '../../../src/changes/compare.js';
import { bare } from '../../../src/changes/decide.js';
import { contentOf, type Derived, derive } from '../../../src/harvest/derive/derive.js';
import { indicatorColumns } from '../../../src/harvest/derive/indicator-columns.js';
import { refreshCrossYear } from '../../../src/harvest/nights/cross-year.js';
import { type Editions, loadEditions } from '../../../src/report/edition/editions.js';
import { renderReportPage } from '../../../src/simulation/pages/render.js';
import type { SimulatedReport } from '../../../src/simulation/reports/report-data.js';
import { type Archive, openArchive, type VersionContent } from '../../../storage/index.js';
import { countyReports, type PublishedReport } from './county-reports.js';
import { type Night, Nights } from './nights.js';
import { type County, countyAt, MOST_COUNTIES, type Portal, portalOf } from './territory.js';

export interface BuildOptions {
  /** How many reports; the first are the same whatever the number. */
  readonly reports: number;
  readonly seed: number;
  /** The data folder that gets the archive.sqlite. */
  readonly home: string;
  readonly onProgress?: (reports: number) => void;
}

export interface BuiltArchive {
  readonly path: string;
  readonly reports: number;
  readonly versions: number;
  readonly seconds: number;
}

/**
 * Builds a synthetic archive: real pages of invented reports, read by the real extractor and written through the
 * archive's contract, in one fixed order. The same options give the same content.
 */
export async function buildArchive(options: BuildOptions): Promise<BuiltArchive> {
  const started = performance.now();
  const editions = loadEditions();
  const path = join(options.home, 'archive.sqlite');
  const archive = await openArchive({ path, indicators: indicatorColumns(editions) });
  try {
    const writer = new Writer(archive, await Nights.begin(archive), editions);
    let reports = 0;
    for (const [county, published] of everyReport(options)) {
      await writer.publish(county, published);
      options.onProgress?.(++reports);
    }
    await writer.end();
    await refreshCrossYear({ archive, editions, expected: (region) => writer.agenciesOf(region) });
    return { path, reports, versions: writer.versions, seconds: (performance.now() - started) / 1000 };
  } finally {
    await archive.close();
  }
}

const MEDIA_TYPE = 'text/html; charset=utf-8';

function* everyReport({ reports, seed }: BuildOptions): Generator<[County, PublishedReport]> {
  let count = 0;
  for (let index = 0; index < MOST_COUNTIES; index++) {
    const county = countyAt(index);
    for (const published of countyReports(seed, county)) {
      if (count++ >= reports) return;
      yield [county, published];
    }
  }
  throw new RangeError(`there are names for ${count} reports, not for ${reports}`);
}

function pageOf(report: SimulatedReport, portal: Portal): string {
  const navigation = [
    ['首页', '/'],
    ['政府信息公开', '/zfxxgk/'],
  ] as const;
  const site = { siteName: portal.name, declaredCharset: 'utf-8', today: null, navigation };
  const around = { columnName: '政府信息公开工作年度报告', counter: report.counter, related: [] };
  return renderReportPage(site, { container: 'zoom', paste: 'plain' }, report, around);
}

/** Puts reports into the archive as harvests would have. */
class Writer {
  versions = 0;
  readonly #archive: Archive;
  readonly #nights: Nights;
  readonly #editions: Editions;
  readonly #portals = new Set<string>();
  readonly #counties = new Map<string, County>();

  constructor(archive: Archive, nights: Nights, editions: Editions) {
    this.#archive = archive;
    this.#nights = nights;
    this.#editions = editions;
  }

  async publish(county: County, published: PublishedReport): Promise<void> {
    this.#counties.set(county.region, county);
    await this.#savePortal(portalOf(county.region));
    let before: VersionContent | null = null;
    for (const [turn, state] of published.states.entries()) {
      before = await this.#commit(county, published.url, state, turn, before);
    }
    if (published.isWithdrawn) await this.#withdraw(county, published);
  }

  async #commit(
    county: County,
    url: string,
    state: SimulatedReport,
    turn: number,
    before: VersionContent | null,
  ): Promise<VersionContent> {
    const { agency, year, kind, title } = state;
    const bytes = Buffer.from(pageOf(state, portalOf(county.region)));
    const listing = { title, agency, year, published: state.published };
    const hints = { listing, agencies: county.agencies };
    const derived = await derive(bytes, this.#editions, { hints, contentType: MEDIA_TYPE });
    refuseMisread(state, derived);
    const content = contentOf(derived);
    const change = before === null ? bare('first_seen') : compareVersions(before, content);
    const night = this.#nights.of(year, turn);
    const { payloadIsNew } = await this.#archive.recordReport({
      report: { region: county.region, agency, year, kind },
      aliases: state.aliases ?? [],
      source: {
        url,
        kind: 'page',
        portal: county.portal,
        listing,
      },
      capture: captureAt(night, bytes.length),
      payload: { sha256: derived.digests.payload, bytes, mediaType: MEDIA_TYPE },
      validators: { etag: null, lastModified: night.at.toUTCString() },
      basedOn: turn,
      version: content,
      changes: [change],
      extraFindings: [],
      agrees: true,
    });
    this.versions++;
    const tally = this.#nights.tally(night, county.portal);
    tally.listed++;
    tally.add({
      captures: { new: 1 },
      changes: { [change.kind]: 1 },
      versions: 1,
      payloads: payloadIsNew ? 1 : 0,
      bytes: bytes.length,
    });
    return content;
  }

  async #withdraw(county: County, published: PublishedReport): Promise<void> {
    const [first] = published.states;
    if (first === undefined) return;
    const { agency, year, kind } = first;
    const night = this.#nights.of(year, published.states.length);
    const { region } = county;
    const goneNight = night.at.toISOString().slice(0, 10);
    await this.#archive.recordAbsences(night.run, night.at, [
      {
        url: published.url,
        report: { region, agency, year, kind },
        night: goneNight,
        reason: 'gone',
        withdraws: true,
      },
    ]);
    this.#nights.tally(night, county.portal).change('withdrawn');
  }

  async #savePortal(portal: Portal): Promise<void> {
    if (this.#portals.has(portal.id)) return;
    this.#portals.add(portal.id);
    await this.#archive.savePortal(portal);
  }

  /** The agencies of a county that has been written. */
  agenciesOf(region: string): readonly string[] | null {
    return this.#counties.get(region)?.agencies.map(({ name }) => name) ?? null;
  }

  end(): Promise<void> {
    return this.#nights.end();
  }
}

function captureAt(night: Night, bytes: number) {
  return {
    run: night.run,
    at: night.at,
    method: 'GET',
    status: 200,
    headers: { 'content-type': MEDIA_TYPE },
    finalUrl: null,
    bytes,
    milliseconds: 40,
    reason: null,
  };
}

/** The archive must hold the reports that were meant. */
function refuseMisread(state: SimulatedReport, { report }: Derived): void {
  if (report.agency === state.agency && report.year === state.year && report.kind === state.kind) return;
  throw new Error(
    `${state.agency} ${state.year} (${state.kind}) was read as ${report.agency} ${report.year} (${report.kind})`,
  );
}
