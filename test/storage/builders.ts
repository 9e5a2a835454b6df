import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type PayloadDigest, toContentDigest, toFiguresDigest, toPayloadDigest } from '../../src/digests.js';
import type { Figure } from '../../src/report/model.js';
import { sha256 } from '../../src/sha256.js';
import {
  type Absence,
  type Archive,
  type BareCapture,
  type CaptureRecord,
  type IndicatorColumn,
  openArchive,
  type ReportCommit,
  type ReportKey,
  type SourceRef,
  type VersionContent,
} from '../../storage/index.js';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Runs after the test, the latest first. */
export function afterTest(cleanup: () => Promise<void>): void {
  cleanups.push(cleanup);
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nianbao-archive-'));
  afterTest(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export const INDICATORS: readonly IndicatorColumn[] = [
  indicator('requests.new.total', '本年新收政府信息公开申请数量', '件'),
  indicator('requests.carried_in.total', '上年结转政府信息公开申请数量', '件'),
  indicator('requests.granted.total', '予以公开', '件'),
  indicator('proactive.fees.amount', '本年收费金额', '万元'),
  indicator('proactive.rules.issued', '本年制发件数', '件'),
];

export function indicator(id: string, labelZh = id, unit = '件'): IndicatorColumn {
  return { id, labelZh, labelEn: `label of ${id}`, unit, editions: ['2021'] };
}

/** An archive that is closed after the test; the same path opens the same archive again. */
export async function openedArchive(
  path?: string,
  options: { readonly indicators?: readonly IndicatorColumn[]; readonly readOnly?: boolean } = {},
): Promise<{ readonly archive: Archive; readonly path: string }> {
  const file = path ?? join(await temporaryFolder(), 'archive.db');
  const archive = await openArchive({ path: file, indicators: INDICATORS, ...options });
  afterTest(() => archive.close());
  return { archive, path: file };
}

export const OFFICE: ReportKey = {
  region: '330482',
  agency: '平湖市人民政府办公室',
  year: 2023,
  kind: 'own',
};

export function digestOf(content: string | Uint8Array): PayloadDigest {
  return toPayloadDigest(sha256(content));
}

/** The given night's time: nights count from 0. */
export function night(number: number): Date {
  return new Date(Date.UTC(2024, 1, 1 + number, 18, 30, 0, 123));
}

export function captureAt(at: Date, status: number | null = 200): CaptureRecord {
  return {
    run: null,
    at,
    method: 'GET',
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    finalUrl: null,
    bytes: 1234,
    milliseconds: 56,
    reason: null,
  };
}

export function pageOf(report: ReportKey): SourceRef {
  const url = `https://www.pinghu.gov.cn/${encodeURIComponent(report.agency)}/${report.kind}/${report.year}.html`;
  const listing = { title: `${report.agency}${report.year}年政府信息公开工作年度报告`, year: report.year };
  return { url, kind: 'page', portal: 'pinghu', listing };
}

export function value(id: string, number: number, raw = String(number)): Figure {
  return {
    indicator: id,
    value: number,
    reason: null,
    raw,
    locator: { table: 2, row: 3, column: 4 },
  };
}

export function blank(id: string): Figure {
  return { indicator: id, value: null, reason: 'blank', raw: '', locator: { table: 2, row: 4, column: 4 } };
}

interface Night {
  readonly report?: ReportKey;
  readonly source?: SourceRef;
  readonly at?: Date;
  /** The page as served; by it payloads, contents and figures differ. */
  readonly page?: string;
  readonly figures?: readonly Figure[];
}

export function versionOf(page: string, figures: readonly Figure[]): VersionContent {
  return {
    title: '2023年政府信息公开工作年度报告',
    edition: '2021',
    published: '2024-01-20',
    digests: {
      payload: digestOf(page),
      content: toContentDigest(sha256(`content ${page}`)),
      figures: toFiguresDigest(sha256('figures')),
    },
    revision: 'r1',
    sections: [
      { number: 1, heading: '一、总体情况', text: '第一段\n第二段' },
      { number: 5, heading: '五、存在的主要问题及改进情况', text: '' },
    ],
    figures,
    claims: [
      {
        indicator: 'requests.new.total',
        value: 3,
        text: '收到申请3件',
        readings: [['requests.new.total'], ['requests.new.total', 'requests.carried_in.total']],
      },
    ],
    findings: [
      {
        rule: 'narrative.requests.new.total',
        severity: 'error',
        indicators: ['requests.new.total'],
        message: '正文为3，表格为4',
      },
      { rule: 'cell.missing', severity: 'warning', indicators: [], message: 'a cell is missing' },
    ],
  };
}

/** A report's first night, or with `basedOn` a later one on which its content was new. */
export function commitOf(given: Night & { readonly basedOn?: number } = {}): ReportCommit {
  const { report = OFFICE, at = night(0), page = '<p>年报</p>', basedOn = 0 } = given;
  const figures = given.figures ?? [
    value('requests.new.total', 4),
    blank('requests.carried_in.total'),
    value('proactive.fees.amount', 25.1, '251000元'),
  ];
  return {
    report,
    aliases: ['平湖市府办'],
    source: given.source ?? pageOf(report),
    capture: captureAt(at),
    payload: { sha256: digestOf(page), bytes: Buffer.from(page), mediaType: 'text/html' },
    validators: { etag: `"${digestOf(page).slice(0, 8)}"`, lastModified: null },
    basedOn,
    version: versionOf(page, figures),
    changes: [
      { kind: basedOn === 0 ? 'first_seen' : 'text_revised', cells: [], sections: [], movedFrom: null },
    ],
    extraFindings: [],
    agrees: true,
  };
}

/** Nights on which a report's page was gone, the last of which may withdraw it. */
export function absencesOf(count: number, withdraws = false, report = OFFICE): Absence[] {
  return Array.from({ length: count }, (_, i) => ({
    url: pageOf(report).url,
    report,
    night: `2024-02-0${2 + i}`,
    reason: 'gone',
    withdraws: withdraws && i === count - 1,
  }));
}

/** A night on which the page was other bytes but the content that of the latest version. */
export function sameContentCommit(given: Night & { readonly basedOn: number }): ReportCommit {
  return { ...commitOf(given), version: null, changes: [] };
}

export function bareCapture(
  given: Omit<BareCapture, 'source' | 'capture'> & {
    readonly source?: SourceRef;
    readonly at: Date;
    readonly status?: number;
  },
): BareCapture {
  const { source = pageOf(OFFICE), at, status = 200, ...rest } = given;
  return { source, capture: captureAt(at, status), ...rest };
}

/** What an async iterable yields. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
