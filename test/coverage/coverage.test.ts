import { describe, expect, it } from 'vitest';
import type { TableAgency } from '../../src/config/portal/portal.js';
import { type CoverageInput, coverage, type KnownReport } from '../../src/coverage/coverage.js';
import { summarise } from '../../src/coverage/coverage-summary.js';
import type { ReportKind } from '../../src/report/model.js';

const BUREAU: TableAgency = { name: '平湖市财政局', aliases: ['市财政局'] };
const CITY: TableAgency = { name: '平湖市人民政府', aliases: [], kinds: ['aggregate'] };

function known(
  agency: string,
  year: number,
  more: Partial<KnownReport> & { readonly kind?: ReportKind; readonly region?: string } = {},
): KnownReport {
  const { kind = 'own', region = '330482', ...rest } = more;
  return {
    report: { region, agency, year, kind },
    portal: 'pinghu',
    source: `http://a.cn/${agency}${year}`,
    published: `${year + 1}-01-20`,
    firstSeen: new Date(Date.UTC(year + 3, 0, 20)),
    withdrawnAt: null,
    goneSince: null,
    edition: '2021',
    ...rest,
  };
}

function ledger(
  agencies: readonly TableAgency[],
  reports: readonly KnownReport[],
  more: Partial<CoverageInput> = {},
) {
  return coverage({
    portal: { id: 'pinghu', region: '330482', agencies },
    years: [2023],
    reports,
    unread: [],
    at: new Date('2024-06-01T00:00:00Z'),
    lookedAt: () => new Date('2024-05-31T00:00:00Z'),
    hasForm: (year) => year >= 2019,
    ...more,
  });
}

const states = (cells: ReturnType<typeof ledger>) =>
  cells.map(({ agency, year, state }) => [agency, year, state]);

describe('a report that an agency owes', () => {
  const name = BUREAU.name;
  it.each<[string, readonly KnownReport[], string]>([
    ['is missing after its deadline', [], 'missing'],
    ['is published in time', [known(name, 2023)], 'published'],
    ['on the last day', [known(name, 2023, { published: '2024-01-31' })], 'published'],
    ['is late', [known(name, 2023, { published: '2024-02-01' })], 'late'],
    [
      'is never late by when the archive first saw it',
      [known(name, 2023, { published: null, firstSeen: new Date('2024-05-01T00:00:00Z') })],
      'undated',
    ],
    [
      'was in time where the archive had it by the deadline, whatever date it gives later',
      [known(name, 2023, { published: '2024-04-04', firstSeen: new Date('2024-01-31T15:59:00Z') })],
      'published',
    ],
    ['is withdrawn', [known(name, 2023, { withdrawnAt: new Date('2024-03-01T00:00:00Z') })], 'withdrawn'],
    ['is unreadable without figures', [known(name, 2023, { edition: null })], 'unreadable'],
    ['is found by an alias', [known('市财政局', 2023)], 'published'],
    ['is found on another portal of the region', [known(name, 2023, { portal: null })], 'published'],
    ['is not that of another region', [known(name, 2023, { portal: null, region: '330113' })], 'missing'],
    ['is not that of another year', [known(name, 2022)], 'missing'],
  ])('%s', (_, reports, state) => {
    expect(states(ledger([BUREAU], reports))).toEqual([[name, 2023, state]]);
  });

  it('has no figures to read before there was a form', () => {
    const old = ledger([BUREAU], [known(name, 2015, { edition: null })], { years: [2015] });
    expect(old).toMatchObject([{ state: 'published' }]);
  });

  it.each<[ReportKind, string, string]>([
    ['own', '2024-01-31T15:59:59Z', 'not_due'],
    ['own', '2024-01-31T16:00:00Z', 'missing'],
    ['aggregate', '2024-03-31T15:59:59Z', 'not_due'],
    ['aggregate', '2024-03-31T16:00:00Z', 'missing'],
  ])('(%s) at %s, in China, is %s', (kind, at, state) => {
    expect(ledger([{ ...BUREAU, kinds: [kind] }], [], { at: new Date(at) })).toMatchObject([{ kind, state }]);
  });

  it.each<[string, Date | undefined, string, string | null]>([
    ['was never looked for', undefined, 'unknown', 'never looked for'],
    [
      'was last looked for in time',
      new Date('2024-01-31T15:59:59Z'),
      'unknown',
      'last on 2024-01-31 looked for',
    ],
    ['was looked for since', new Date('2024-01-31T16:00:00Z'), 'missing', null],
  ])('%s', (_, looked, state, reason) => {
    expect(ledger([BUREAU], [], { lookedAt: () => looked })).toMatchObject([{ state, reason }]);
  });

  it('came in a file that could not be read', () => {
    const unread = [{ agency: name, year: 2023, url: 'http://a.cn/x.pdf', reason: 'the pages are pictures' }];
    expect(ledger([BUREAU], [], { unread })).toMatchObject([
      { state: 'unreadable', url: 'http://a.cn/x.pdf', reason: 'the pages are pictures' },
    ]);
  });

  it('is not owed before the agency was there, nor after it was abolished', () => {
    const cells = ledger([{ ...BUREAU, since: 2021, until: 2022 }], [], { years: [2020, 2021, 2022, 2023] });
    expect(cells.map(({ year }) => year)).toEqual([2021, 2022]);
  });

  it('is not owed for a year in which its division was not there, whatever code that had', () => {
    const years = [2019, 2020, 2021, 2022];
    const owed = (region: string) =>
      ledger([BUREAU], [], { portal: { id: 'pinghu', region, agencies: [BUREAU] }, years }).map(
        ({ year }) => year,
      );
    expect(owed('330103')).toEqual([2019, 2020]);
    expect(owed('330113')).toEqual([2021, 2022]);
    expect(owed('431181')).toEqual(years);
  });

  it('is there under a code that its division had before', () => {
    const report = known(BUREAU.name, 2020, { portal: 'other', region: '431121' });
    const portal = { id: 'pinghu', region: '431181', agencies: [BUREAU] };
    expect(states(ledger([BUREAU], [report], { portal, years: [2020] }))).toEqual([
      [BUREAU.name, 2020, 'published'],
    ]);
  });

  it('of another kind than the table says is told from one that is missing', () => {
    const reports = [known(CITY.name, 2023, { kind: 'aggregate' })];
    expect(ledger([CITY], reports)).toMatchObject([
      { kind: 'aggregate', state: 'published', basis: 'table' },
    ]);
    expect(ledger([{ ...CITY, kinds: ['own'] }], reports)).toMatchObject([
      { kind: 'own', state: 'missing', reason: expect.stringContaining('aggregate') },
      { kind: 'aggregate', state: 'published', basis: 'archive' },
    ]);
  });
});

describe('a portal', () => {
  it('without a table is expected to go on with what it once had', () => {
    const cells = ledger([], [known('甲局', 2021), known('甲局', 2022), known('乙局', 2022)], {
      years: [2020, 2021, 2022, 2023],
    });
    expect(states(cells)).toEqual([
      ['乙局', 2022, 'published'],
      ['乙局', 2023, 'missing'],
      ['甲局', 2021, 'published'],
      ['甲局', 2022, 'published'],
      ['甲局', 2023, 'missing'],
    ]);
    expect(new Set(cells.map(({ basis }) => basis))).toEqual(new Set(['archive']));
  });

  it('with a table shows what others have published there, and misses nothing of them', () => {
    const cells = ledger([BUREAU], [known('甲局', 2022)], { years: [2022, 2023] });
    expect(cells.map(({ agency, year, state, basis }) => [agency, year, state, basis])).toEqual([
      [BUREAU.name, 2022, 'missing', 'table'],
      [BUREAU.name, 2023, 'missing', 'table'],
      ['甲局', 2022, 'published', 'archive'],
    ]);
  });

  it('is summed up by year, with the share of what is due', () => {
    const cells = ledger([BUREAU, CITY], [known(BUREAU.name, 2023, { published: '2024-03-03' })], {
      at: new Date('2024-02-20T00:00:00Z'),
    });
    const inTable = () => true;
    expect(summarise(cells, inTable)).toMatchObject([
      { portal: 'pinghu', year: 2023, expected: 2, share: 1, states: { late: 1, not_due: 1, missing: 0 } },
    ]);
    expect(summarise(ledger([BUREAU], []), inTable)).toMatchObject([{ share: 0, states: { missing: 1 } }]);
    expect(summarise(ledger([BUREAU], [], { at: new Date(0) }), inTable)).toMatchObject([{ share: null }]);
    const unasked = ledger([BUREAU, CITY], [known(BUREAU.name, 2023)], { lookedAt: () => undefined });
    expect(summarise(unasked, inTable)).toMatchObject([{ share: 1, states: { published: 1, unknown: 1 } }]);
  });

  it('is summed up without reports that no table expects', () => {
    const cells = ledger([BUREAU], [known(BUREAU.name, 2023), known('平湖市供销合作社', 2023)]);
    expect(cells).toHaveLength(2);
    expect(summarise(cells, () => true)).toMatchObject([{ expected: 1, share: 1, states: { published: 1 } }]);
    expect(summarise(cells, () => false)).toMatchObject([
      { expected: 2, share: 1, states: { published: 2 } },
    ]);
  });
});
