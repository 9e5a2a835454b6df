import { parseSearch } from '../../src/questions/search-question.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import type { Archive } from '../../storage/index.js';
import type { Figures, RowSpec } from './bench.js';

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

export const QUERY_ROWS = {
  filter: { what: 'filtered query, ms', better: 'less', target: 5 },
  filterSlow: { what: '  99 of 100', better: 'less' },
  ranking: { what: 'ranking of a year, ms', better: 'less', target: 50 },
  search: { what: 'search, ms', better: 'less', target: 30 },
  searchSlow: { what: '  99 of 100', better: 'less' },
  sums: { what: 'SQL over all figures, ms', better: 'less' },
} as const satisfies Record<string, RowSpec>;

/** How long an opened archive takes to answer, in ms; the targets are for 100,000 reports. */
export async function benchQueries({
  questions,
}: Archive): Promise<Record<keyof typeof QUERY_ROWS, Figures>> {
  const agencies = await questions.agencies();
  const years = await questions.years();
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
  return {
    filter: { values: filters },
    filterSlow: { values: [slowest(filters)] },
    ranking: { values: rankings },
    search: { values: searches },
    searchSlow: { values: [slowest(searches)] },
    sums: { values: sums },
  };
}

/** The value that 99 of 100 do not exceed. */
function slowest(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN;
}
