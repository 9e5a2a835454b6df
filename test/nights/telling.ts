/** What people are told: the history, the list, coverage, an export, notices and the feed, in lines that compare. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PortalConfig } from '../../src/config/portal/portal.js';
import { parseSettings } from '../../src/config/settings/settings.js';
import { readCoverage } from '../../src/coverage/read-coverage.js';
import { exportDataset } from '../../src/dataset/export-dataset.js';
import type { Measures } from '../../src/measures/measures.js';
import { digestSchema } from '../../src/notices/digest.js';
import type { NoticeDesk } from '../../src/notices/notice-desk.js';
import type { Editions } from '../../src/report/edition/editions.js';
import type { ChangeRecord, HarvestResult, ReportKey } from '../../storage/contract/archive.js';
import type { Archive } from '../../storage/index.js';
import type { NightClock } from './clock.js';
import { shortName } from './scenario.js';
import type { Stage } from './stage.js';

/** The figure that agencies of the scenarios change. */
const LICENCES = 'proactive.licensing.decisions';

const NO_MEASURES: Measures = { all: [], indicators: [] };

export interface Told {
  /** By report: its changes, but for cosmetic ones. */
  readonly history: Readonly<Record<string, readonly string[]>>;
  readonly reports: readonly string[];
  readonly coverage: readonly string[];
  readonly exported: readonly string[];
  readonly exportedChanges: readonly string[];
  /** Changes that notices told of, by night. */
  readonly notices: readonly string[];
  /** Runs that notices told of, by night. */
  readonly alarms: readonly string[];
  /** The first first. */
  readonly feed: readonly string[];
  readonly disagreements: string;
  readonly runs: string;
  readonly cosmetic: readonly number[];
  /** The longest wait of a night, in seconds. */
  readonly longestWait: number;
}

interface Heard {
  readonly desk: NoticeDesk;
  readonly portal: PortalConfig;
  readonly home: string;
}

const changeRow = z.object({
  agency: z.string(),
  year: z.number(),
  kind_of_change: z.string(),
  change_id: z.number(),
});
const reportRow = z.looseObject({
  agency: z.string(),
  year: z.number(),
  version: z.number(),
  url: z.string(),
  withdrawn_at: z.string().nullable(),
  [LICENCES]: z.number().nullable(),
});

export class Listener {
  readonly #stage: Stage;
  readonly #years: readonly number[];
  readonly #editions: Editions;
  readonly #nightOfRun = new Map<number, number>();
  readonly #heard = new Set<number>();
  readonly #notices: string[] = [];
  readonly #alarms: string[] = [];
  #disagreements = '';
  #runs = '';
  #longestWait = 0;
  #at = new Date(0);
  #last: Heard | null = null;

  constructor(stage: Stage, years: readonly number[], editions: Editions) {
    this.#stage = stage;
    this.#years = years;
    this.#editions = editions;
  }

  /** After a night: what is told of it, and what stands in the archive. */
  async hear(
    night: number,
    result: HarvestResult,
    clock: NightClock,
    archive: Archive,
    heard: Heard,
  ): Promise<void> {
    this.#last = heard;
    this.#at = new Date(Math.max(this.#at.getTime(), clock.now()));
    this.#nightOfRun.set(result.run, night);
    this.#runs += result.outcome.slice(0, 1);
    this.#longestWait = Math.max(this.#longestWait, clock.waited / 1000);
    for (const notice of await archive.outbox.list({ limit: 100 })) {
      if (this.#heard.has(notice.id)) continue;
      this.#heard.add(notice.id);
      for (const item of digestSchema.parse(JSON.parse(notice.digest)).items) {
        if ('agency' in item) this.#notices.push(`${night} ${item.event} ${shown(item)}`);
        else this.#alarms.push(`${night} ${item.event}`);
      }
    }
    let count = 0;
    for (const { report, versions, warnings } of await archive.reports({})) {
      if (warnings === 0) continue;
      const version = await archive.version(report, versions);
      count += version?.findings.filter(({ rule }) => rule === 'report.sources_disagree').length ?? 0;
    }
    this.#disagreements += count;
  }

  /** In the end: what the archive answers. */
  async tell(archive: Archive, home: string): Promise<Told> {
    const all = await archive.changes({});
    const news = all.filter(({ kind }) => kind !== 'cosmetic');
    const history: Record<string, string[]> = {};
    for (const change of news) {
      const key = shown(change.report);
      history[key] = [...(history[key] ?? []), this.#changeLine(change)];
    }
    const summaries = await archive.reports({});
    const reports: string[] = [];
    for (const { report, versions, source, withdrawnAt } of summaries) {
      const version = await archive.version(report, versions);
      const value = version?.figures.find(({ indicator }) => indicator === LICENCES)?.value ?? null;
      reports.push(this.#reportLine(report, versions, source, value, withdrawnAt !== null));
    }
    return {
      history,
      reports: reports.sort(),
      coverage: await this.#coverage(archive),
      ...(await this.#export(archive, home, all)),
      notices: this.#notices,
      alarms: this.#alarms,
      feed: this.#feed(home),
      disagreements: this.#disagreements,
      runs: this.#runs,
      cosmetic: all.filter(({ kind }) => kind === 'cosmetic').map((change) => this.#nightOf(change)),
      longestWait: this.#longestWait,
    };
  }

  /** A run that was given up belongs to the night that went on without it. */
  #nightOf({ run }: Pick<ChangeRecord, 'run'>): number {
    const next = [...this.#nightOfRun.keys()].filter((heard) => run !== null && heard >= run);
    return this.#nightOfRun.get(Math.min(...next)) ?? Number.NaN;
  }

  #changeLine(change: ChangeRecord): string {
    const to = this.#stage.nameOf(change.source);
    const from = change.movedFrom === null ? '' : `${this.#stage.nameOf(change.movedFrom)}→`;
    const cell = change.cells.find(({ indicator }) => indicator === LICENCES);
    const figure = cell === undefined ? '' : ` ${cell.before.value}→${cell.after.value}`;
    return `${this.#nightOf(change)} ${change.kind} ${from}${to}${figure}`;
  }

  #reportLine(
    report: Pick<ReportKey, 'agency' | 'year'>,
    version: number,
    url: string,
    value: number | null,
    isWithdrawn: boolean,
  ): string {
    const state = isWithdrawn ? 'withdrawn' : 'published';
    return `${shown(report)} v${version} ${this.#stage.nameOf(url)} ${value} ${state}`;
  }

  async #coverage(archive: Archive): Promise<readonly string[]> {
    if (this.#last === null) return [];
    const { portal } = this.#last;
    const query = { portals: [portal], years: this.#years, at: this.#at, editions: this.#editions };
    const cells = await readCoverage(archive, query);
    return cells.map((cell) => `${shown(cell)} ${cell.state}`).sort();
  }

  async #export(archive: Archive, home: string, all: readonly ChangeRecord[]) {
    const out = join(home, 'dataset');
    await exportDataset({
      archive,
      scope: { years: null, asOf: null },
      formats: ['jsonl'],
      tables: ['reports', 'changes'],
      out,
      indicators: this.#editions.indicators,
      measures: NO_MEASURES,
      settings: parseSettings({}).dataset,
    });
    const rows = <T>(table: string, schema: z.ZodType<T>): T[] =>
      readFileSync(join(out, `${table}.jsonl`), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => schema.parse(JSON.parse(line)));
    const nights = new Map(all.map((change) => [change.id, this.#nightOf(change)]));
    return {
      exported: rows('reports', reportRow)
        .map((row) => this.#reportLine(row, row.version, row.url, row[LICENCES], row.withdrawn_at !== null))
        .sort(),
      exportedChanges: [...new Map(rows('changes', changeRow).map((row) => [row.change_id, row])).values()]
        .filter((row) => row.kind_of_change !== 'cosmetic')
        .map((row) => `${nights.get(row.change_id)} ${row.kind_of_change} ${shown(row)}`)
        .sort(),
    };
  }

  /** The entries of the feed's file. */
  #feed(home: string): readonly string[] {
    const text = readFileSync(join(home, 'changes.atom'), 'utf8');
    return [...text.matchAll(/<entry>[\s\S]*?<\/entry>/g)]
      .map(([entry]) => {
        const kind = /<category term="([a-z_]+)"/.exec(entry)?.[1];
        const title = /<title>\[[^\]]*\] (.*?)<\/title>/.exec(entry)?.[1] ?? '';
        const [, agency = '', year = ''] = /^(.*?)\s*(\d{4})/.exec(title) ?? [];
        return `${kind} ${shown({ agency, year: Number(year) })}`;
      })
      .reverse();
  }
}

function shown({ agency, year }: Pick<ReportKey, 'agency' | 'year'>): string {
  return `${shortName(agency)} ${year}`;
}
