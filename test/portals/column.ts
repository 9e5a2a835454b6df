/** What a column lists: reports among plans, guides, notices and reports of years long past. */
import { agencyReports } from '../../src/simulation/reports/generate.js';
import { inventedAgency } from '../../src/simulation/reports/generate-names.js';
import type { SimulatedReport } from '../../src/simulation/reports/report-data.js';
import type { Draw } from './draw.js';
import { type Answer, html, softMissing, status } from './site.js';

/** How much a column holds: 40 reports and 12 others, exactly one page, or one entry more than a page. */
export type Size = 'usual' | 'one page' | 'one more';

/** How a list is cut short from its second page on. */
export type Cut = '404' | '500' | 'empty' | 'again' | 'nowhere';

export interface Entry {
  readonly title: string;
  /** YYYY-MM-DD */
  readonly day: string;
  /** Where the entry stands in the column, from 0. */
  readonly place: number;
  /** Is it a report of a year that is harvested? */
  readonly isReport: boolean;
  readonly agency: string;
  readonly year: number;
  /** The report's figures and prose; null for entries that are no report. */
  readonly report: () => SimulatedReport | null;
}

/** Years of which there are reports; there is none of 2019. */
export const YEARS = [2020, 2021, 2022, 2023] as const;

const TITLES: readonly ((agency: string, year: number) => string)[] = [
  (agency, year) => `${agency}${year}年政府信息公开工作年度报告`,
  (agency, year) => `${agency}${year}年度政府信息公开工作年度报告`,
  (agency, year) => `${year}年${agency}政府信息公开年报`,
  (agency, year) => `${agency}${year}年政府信息公开年度报告`,
];

const OTHERS: readonly ((year: number) => string)[] = [
  (year) => `平湖市${year}年政府信息公开工作要点`,
  (year) => `关于做好${year}年政府信息公开工作年度报告编制发布工作的通知`,
  () => '平湖市政府信息公开指南',
  (year) => `一图读懂平湖市${year}年政府信息公开工作年度报告`,
  (year) => `平湖市${year}年第一季度政府信息公开情况统计`,
  (year) => `平湖市${year}年度部门预算公开说明`,
  (year) => `平湖市举办${year}年政府信息公开业务培训`,
  (year) => `平湖市${year}年法治政府建设情况的报告`,
];

const OTHERS_OF_PAGE = 4;

/** The entries of a column, the newest first. */
export function columnEntries(draw: Draw, size: Size, perPage: number): readonly Entry[] {
  const reports = size === 'usual' ? 40 : perPage - OTHERS_OF_PAGE + (size === 'one more' ? 1 : 0);
  const drafts = [...reportDrafts(draw, reports), ...otherDrafts(draw, size === 'usual' ? 9 : 3)];
  const old = oldDrafts(size === 'usual' ? 3 : 1);
  const sorted = draw
    .shuffled(drafts)
    .sort((one, other) => other.day.slice(0, 4).localeCompare(one.day.slice(0, 4)));
  return [...sorted, ...old].map((draft, place) => ({ ...draft, place }));
}

/** One agency's reports of four years, and of two that no harvest looks for; the newest first. */
export function yearEntries(draw: Draw): readonly Entry[] {
  const reports = reportDrafts(draw, YEARS.length).reverse();
  return [...reports, ...oldDrafts(2)].map((draft, place) => ({ ...draft, place }));
}

/** The reports of some agencies, by their place among all, with a guide and a notice; the newest first. */
export function agencyEntries(
  draw: Draw,
  [from, count]: readonly [from: number, count: number],
  years: readonly number[] = YEARS,
): readonly Entry[] {
  const reports = reportDrafts(draw, count * years.length, from, years);
  const drafts = [...reports, ...otherDrafts(draw, 2)].sort((one, other) => other.day.localeCompare(one.day));
  return drafts.map((draft, place) => ({ ...draft, place }));
}

/** Entries of a column that is no column of reports on disclosure. */
export function otherEntries(titleOf: (year: number) => string): readonly Entry[] {
  return [...YEARS].reverse().map((year, place) => {
    const day = `${year + 1}-03-1${place}`;
    return { title: titleOf(year), day, place, isReport: false, agency: '平湖市', year, report: () => null };
  });
}

type Draft = Omit<Entry, 'place'>;

function reportDrafts(draw: Draw, count: number, from = 0, years: readonly number[] = YEARS): Draft[] {
  const titleOf = draw.pick(...rotated(TITLES, draw.between(0, TITLES.length - 1)));
  const seed = draw.between(1, 1e6);
  return Array.from({ length: count }, (_, at) => {
    const invented = inventedAgency(from + Math.floor(at / years.length));
    const year = years[at % years.length] ?? YEARS[0];
    const day = `${year + 1}-01-${two(draw.between(10, 29))}`;
    const title = titleOf(invented.name, year);
    const report = (): SimulatedReport => {
      const [made] = agencyReports(seed + at, invented, [year]);
      if (made === undefined) throw new Error('no report was made');
      return { ...made, title, published: day };
    };
    return { title, day, isReport: true, agency: invented.name, year, report };
  });
}

function otherDrafts(draw: Draw, count: number): Draft[] {
  return Array.from({ length: count }, (_, at) => {
    const year = YEARS[at % YEARS.length] ?? YEARS[0];
    const titleOf = OTHERS[at % OTHERS.length] ?? (() => '平湖市政府信息公开指南');
    const day = `${year + 1}-${two(draw.between(2, 12))}-${two(draw.between(1, 28))}`;
    return { title: titleOf(year), day, isReport: false, agency: '平湖市', year, report: () => null };
  });
}

/** Reports of years that no harvest looks for. */
function oldDrafts(count: number): Draft[] {
  return Array.from({ length: count }, (_, at) => {
    const year = 2017 - at;
    const { name } = inventedAgency(at);
    const title = `${name}${year}年政府信息公开工作年度报告`;
    return {
      title,
      day: `${year + 1}-02-0${at + 1}`,
      isReport: false,
      agency: name,
      year,
      report: () => null,
    };
  });
}

function rotated<T>(items: readonly T[], by: number): readonly [T, ...T[]] {
  const [first, ...rest] = [...items.slice(by), ...items.slice(0, by)];
  if (first === undefined) throw new Error('nothing to choose from');
  return [first, ...rest];
}

export function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** What a server answers to whoever asks for a page beyond the last. */
export type Beyond = 'last page' | '404' | 'soft 404' | 'front page';

/** A list in pages. Numbers count from 1, whatever the portal's addresses do. */
export class Paged {
  readonly entries: readonly Entry[];
  readonly perPage: number;
  readonly count: number;
  readonly #beyond: Beyond;
  /** How the list is cut short tonight. */
  cut: Cut | null = null;

  constructor(entries: readonly Entry[], perPage: number, beyond: Beyond = '404') {
    this.entries = entries;
    this.perPage = perPage;
    this.count = Math.max(1, Math.ceil(entries.length / perPage));
    this.#beyond = beyond;
  }

  /** The entries of a page, as they are when nothing is amiss. */
  page(number: number): readonly Entry[] {
    return this.entries.slice((number - 1) * this.perPage, number * this.perPage);
  }

  /** What a page answers. `render` is given the entries, and the number that the page shows for its own. */
  answer(number: number, render: (entries: readonly Entry[], number: number) => Answer): Answer {
    if (!Number.isInteger(number) || number < 1) return render(this.page(1), 1);
    if (this.cut !== null && number > 1) {
      if (this.cut === '404' || this.cut === 'nowhere') return status(404);
      if (this.cut === '500') return status(500);
      return this.cut === 'empty' ? render([], number) : render(this.page(1), 1);
    }
    if (number <= this.count) return render(this.page(number), number);
    switch (this.#beyond) {
      case 'last page':
        return render(this.page(this.count), this.count);
      case '404':
        return status(404);
      case 'soft 404':
        return softMissing();
      default:
        return html(
          '<html><head><title>平湖市人民政府</title></head><body><h1>平湖市人民政府门户网站</h1></body></html>',
        );
    }
  }
}
