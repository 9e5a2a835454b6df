import type { Cell } from '../../storage/contract/archive.js';
import { COVERAGE_STATES, type CoverageCell } from '../coverage/coverage.js';
import type { Table } from './table.js';

/** Which reports there should be, and which there are: the ledger of `nianbao coverage`. */
export const COVERAGE: Table = {
  name: 'coverage',
  zh: '应有的每份报告一行，及其状况',
  en: 'One row a report that there should be, and how it stands',
  columns: [
    { name: 'portal', type: 'text', zh: '网站的代号', en: "the portal's name" },
    { name: 'region', type: 'text', zh: '地区，GB/T 2260 代码', en: 'region, GB/T 2260 code' },
    { name: 'agency', type: 'text', zh: '公开主体', en: 'agency' },
    { name: 'year', type: 'integer', zh: '报告年度', en: 'report year' },
    {
      name: 'kind',
      type: 'text',
      zh: '本机关报告或地区汇总报告',
      en: 'own report, or that of a territory',
      values: ['own', 'aggregate'],
    },
    {
      name: 'state',
      type: 'text',
      zh: '状况：按期发布、逾期、日期不明、不可读、已撤下、缺失、未查、未到期',
      en: 'published in time, late, without a date, unreadable, withdrawn, missing, not looked for since, not due yet',
      values: COVERAGE_STATES,
    },
    {
      name: 'basis',
      type: 'text',
      zh: '应有的依据：网站配置中的主体名单，或档案中已有的报告',
      en: "who expects it: the portal's table of agencies, or what the archive has of the agency",
      values: ['table', 'archive'],
    },
    { name: 'deadline', type: 'date', zh: '法定期限', en: 'the last day in time' },
    {
      name: 'published',
      type: 'date',
      zh: '最早的发布日期',
      en: 'the earliest date of publication that a version gives',
    },
    {
      name: 'first_seen',
      type: 'date',
      zh: '档案首次见到之日',
      en: 'the day, in China, on which the archive first had it',
    },
    { name: 'url', type: 'text', zh: '来源网址', en: 'where it was read, or could not be' },
    { name: 'reason', type: 'text', zh: '说明', en: 'what is to be known of the state' },
  ],
  key: [],
  report: [],
};

/** One row a cell of the ledger, in the order of the columns. */
export async function* coverageRows(cells: Promise<readonly CoverageCell[]>): AsyncGenerator<Cell[]> {
  for (const c of await cells) {
    const due = [c.state, c.basis, c.deadline, c.published, c.firstSeen];
    yield [c.portal, c.region, c.agency, c.year, c.kind, ...due, c.url, c.reason];
  }
}
