import type { Cell } from '../../storage/contract.js';
import type { Table } from './table.js';

/** One line of the ledger: a report that was to be published, and whether it was. */
export interface CoverageRow {
  readonly portal: string | null;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: string;
  readonly state: string;
  /** YYYY-MM-DD. */
  readonly published: string | null;
  readonly deadline: string | null;
  readonly url: string | null;
  readonly reason: string | null;
}

/** Which reports there should be, and which there are. Exported where whoever keeps the ledger hands it over. */
export const COVERAGE: Table = {
  name: 'coverage',
  zh: '应有的每份报告一行，及其状况',
  en: 'One row a report that there should be, and how it stands',
  columns: [
    { name: 'portal', type: 'text', zh: '网站的代号', en: "the portal's name" },
    { name: 'region', type: 'text', zh: '地区，GB/T 2260 代码', en: 'region, GB/T 2260 code' },
    { name: 'agency', type: 'text', zh: '公开主体', en: 'agency' },
    { name: 'year', type: 'integer', zh: '报告年度', en: 'report year' },
    { name: 'kind', type: 'text', zh: 'own 或 aggregate', en: 'own or aggregate' },
    { name: 'state', type: 'text', zh: '状况', en: 'how it stands' },
    { name: 'published', type: 'date', zh: '发布日期', en: 'when it was published' },
    { name: 'deadline', type: 'date', zh: '法定期限', en: 'when it was due' },
    { name: 'url', type: 'text', zh: '来源网址', en: 'address of the source' },
    { name: 'reason', type: 'text', zh: '原因', en: 'why' },
  ],
  key: [],
  report: [],
};

export async function* coverageRows(rows: AsyncIterable<CoverageRow>): AsyncGenerator<Cell[]> {
  for await (const row of rows) {
    const { portal, region, agency, year, kind, state, published, deadline, url, reason } = row;
    yield [portal, region, agency, year, kind, state, published, deadline, url, reason];
  }
}
