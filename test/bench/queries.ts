import { parseSearch } from '../../src/questions/search-question.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import type { Archive } from '../../storage/index.js';
import { fixed, median } from './measure.js';
import type { BenchRow } from './table.js';

const INDICATORS = ['requests.new.total', 'requests.granted.total', 'disputes.review.total'];
const ROUNDS = 25;

/** From words that every report has to words that few have; what is typed most often lies between. */
const SEARCHES = [
  '信息公开',
  '主动公开 目录',
  '依申请公开 -诉讼',
  '培训',
  '税',
  '行政复议 OR 行政诉讼',
  '「公开内容不够细」',
  '检索入口',
  '2024年',
  '不存在的词语',
];

/** Milliseconds of each call, in order. */
async function timed(calls: number, work: (call: number) => Promise<unknown>): Promise<readonly number[]> {
  const spent: number[] = [];
  for (let call = 0; call < calls; call++) {
    const started = performance.now();
    await work(call);
    spent.push(performance.now() - started);
  }
  return spent;
}

/** The value that so many percent of all do not exceed. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

/** How long an opened archive takes to answer, in ms; the targets are for 100,000 reports. */
export async function benchQueries({ questions }: Archive): Promise<BenchRow[]> {
  const agencies = await questions.agencies();
  const years = await questions.years();
  const reports = years.reduce((sum, { own, aggregate }) => sum + own + aggregate, 0);
  const year = years.at(-1)?.year ?? 2023;
  const latest = { from: year, to: year };
  const agencyAt = (call: number) => agencies.slice((call * 7919) % agencies.length).slice(0, 1);
  const ask = { indicators: INDICATORS, limit: 100 };

  const filters = [
    ...(await timed(ROUNDS, (i) => questions.query({ ...ask, agencies: agencyAt(i), years: latest }))),
    ...(await timed(ROUNDS, (i) => questions.query({ ...ask, regions: agencyAt(i).map((a) => a.region) }))),
    ...(await timed(ROUNDS, () => questions.query({ ...ask, years: latest }))),
    ...(await timed(ROUNDS, () => questions.query({ ...ask, finding: '*', years: latest }))),
  ];
  const rankings = await timed(ROUNDS, (i) =>
    questions.ranking({
      indicator: INDICATORS[i % INDICATORS.length] ?? '',
      years: latest,
      kind: 'own',
      ascending: false,
      limit: 20,
    }),
  );
  const searches = await timed(ROUNDS * SEARCHES.length, (i) =>
    questions.search({ question: parseSearch(SEARCHES[i % SEARCHES.length] ?? ''), limit: 20 }),
  );
  // over the wide view: to group millions of rows of figure_long by indicator, SQLite would have to sort them all
  const columns = loadEditions().indicators.map(({ id }) => `sum("${id}")`);
  const sums = await timed(3, async () => {
    const text = `SELECT ${columns.join(', ')} FROM figure WHERE is_latest`;
    const answer = await questions.sql({ text, rows: 1000, seconds: 600 });
    for await (const _ of answer.rows);
  });
  const row = (what: string, milliseconds: number, target = ''): BenchRow => ({
    what,
    figure: fixed(milliseconds),
    target,
  });
  return [
    row(`filtered query, median ms (${reports} reports)`, median(filters), '≤ 5'),
    row('  99 of 100', percentile(filters, 99)),
    row('ranking of a year, median ms', median(rankings), '≤ 50'),
    row('search, median ms', median(searches), '≤ 30'),
    row('  99 of 100', percentile(searches, 99)),
    row('SQL over all figures, ms', median(sums)),
  ];
}
