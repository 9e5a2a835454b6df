import { join } from 'node:path';
import { compareVersions } from '../../../src/changes/compare.js';
import { bare } from '../../../src/changes/decide.js';
import { contentOf, type Derived } from '../../../src/harvest/derive.js';
import { newDeriver } from '../../../src/harvest/derive-pool.js';
import type { Deriver } from '../../../src/harvest/deriver.js';
import { indicatorColumns } from '../../../src/harvest/indicator-columns.js';
import { loadEditions } from '../../../src/report/editions.js';
import { renderReportPage } from '../../../src/simulation/render.js';
import type { SimulatedReport } from '../../../src/simulation/report-data.js';
import { type Archive, openArchive, type VersionContent } from '../../../storage/index.js';
import { countyReports, type PublishedReport, YEARS } from './county-reports.js';
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

/** Pages that are being derived while the ones before are committed. */
const AHEAD = 48;

interface Job {
  readonly county: County;
  readonly published: PublishedReport;
  /** Of each state, in their order. */
  readonly derived: readonly Promise<Derived>[];
  readonly pages: readonly Buffer[];
}

/**
 * Builds a synthetic archive: real pages of invented reports, read by the real extractor and written through the
 * archive's contract, in one fixed order. The same options give the same content.
 */
export async function buildArchive(options: BuildOptions): Promise<BuiltArchive> {
  const started = performance.now();
  const editions = loadEditions();
  const deriver = newDeriver(editions);
  const path = join(options.home, 'archive.sqlite');
  const archive = await openArchive({ path, indicators: indicatorColumns(editions) });
  try {
    const writer = new Writer(archive, await Nights.begin(archive));
    const waiting: Job[] = [];
    let reports = 0;
    const commitNext = async (): Promise<void> => {
      const job = waiting.shift();
      if (job === undefined) return;
      await writer.commit(job);
      options.onProgress?.(++reports);
    };
    for (const [county, published] of everyReport(options)) {
      waiting.push(jobOf(county, published, deriver));
      if (waiting.length >= AHEAD) await commitNext();
    }
    while (waiting.length > 0) await commitNext();
    await writer.end();
    return { path, reports, versions: writer.versions, seconds: (performance.now() - started) / 1000 };
  } finally {
    await deriver.close();
    await archive.close();
  }
}

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

function jobOf(county: County, published: PublishedReport, deriver: Deriver): Job {
  const agencies = county.agencies.map(({ name, aliases }) => ({ name, aliases }));
  const pages = published.states.map((state) => Buffer.from(pageOf(state, portalOf(county.region))));
  const derived = pages.map((bytes, index) => {
    const { title, agency, year } = published.states[index] ?? {};
    const listing = { ...(title && { title }), ...(agency && { agency }), ...(year && { year }) };
    return deriver.derive(bytes, { hints: { listing, agencies }, contentType: 'text/html; charset=utf-8' });
  });
  for (const one of derived) one.catch(() => undefined); // awaited when its turn comes
  return { county, published, derived, pages };
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

/** Commits jobs in their order. */
class Writer {
  versions = 0;
  readonly #archive: Archive;
  readonly #nights: Nights;
  readonly #portals = new Set<string>();

  constructor(archive: Archive, nights: Nights) {
    this.#archive = archive;
    this.#nights = nights;
  }

  async commit(job: Job): Promise<void> {
    await this.#savePortal(portalOf(job.county.region));
    let before: VersionContent | null = null;
    for (const [turn, derived] of job.derived.entries()) {
      before = await this.#commitState(job, turn, await derived, before);
    }
    if (job.published.isWithdrawn) await this.#withdraw(job);
  }

  async #commitState(
    { county, published, pages }: Job,
    turn: number,
    derived: Derived,
    before: VersionContent | null,
  ): Promise<VersionContent> {
    const state = published.states[turn];
    const bytes = pages[turn];
    if (state === undefined || bytes === undefined) throw new Error('a report has lost a state');
    const { agency, year, kind } = state;
    refuseMisread(state, derived);
    const content = contentOf(derived);
    const change = before === null ? bare('first_seen') : compareVersions(before, content);
    const night = this.#nights.of(year, turn);
    const { payloadIsNew } = await this.#archive.recordReport({
      report: { region: county.region, agency, year, kind },
      aliases: state.aliases ?? [],
      source: {
        url: published.url,
        kind: 'page',
        portal: county.portal,
        listing: { title: state.title, agency, year, published: state.published },
      },
      capture: captureAt(night, bytes.length),
      payload: { sha256: derived.digests.payload, bytes, mediaType: 'text/html; charset=utf-8' },
      validators: { etag: null, lastModified: night.at.toUTCString() },
      basedOn: turn,
      version: content,
      changes: [change],
      extraFindings: [],
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

  async #withdraw({ county, published }: Job): Promise<void> {
    const year = published.states[0]?.year ?? YEARS[0];
    const night = this.#nights.of(year, published.states.length);
    const goneNight = night.at.toISOString().slice(0, 10);
    await this.#archive.recordAbsences(night.run, night.at, [
      { url: published.url, goneNights: 3, goneNight, withdraws: true },
    ]);
    this.#nights.tally(night, county.portal).change('withdrawn');
  }

  async #savePortal(portal: Portal): Promise<void> {
    if (this.#portals.has(portal.id)) return;
    this.#portals.add(portal.id);
    await this.#archive.savePortal(portal);
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
    headers: { 'content-type': 'text/html; charset=utf-8' },
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
