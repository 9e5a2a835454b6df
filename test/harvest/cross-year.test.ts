import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inlineDeriver } from '../../src/harvest/derive/deriver.js';
import { rebuild } from '../../src/harvest/derive/rebuild.js';
import { expectedFrom, refreshCrossYear } from '../../src/harvest/nights/cross-year.js';
import type { Figure } from '../../src/report/model.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { Archive, ReportKey } from '../../storage/contract/archive.js';
import { holds } from '../property.js';
import { collect, commitOf } from '../storage/builders.js';
import { editions, newArchive, newPortal, night } from './setup.js';

const OFFICE = { region: '330482', agency: '平湖市甲局', kind: 'own' } as const;
const IN = 'requests.carried_in.total';
const OUT = 'requests.carried_out.total';

function figures(values: Readonly<Record<string, number>>): Figure[] {
  return Object.entries(values).map(([indicator, value]) => ({
    indicator,
    value,
    reason: null,
    raw: String(value),
    locator: null,
  }));
}

async function put(archive: Archive, report: ReportKey, values: Record<string, number>, basedOn = 0) {
  const page = `${report.agency} ${report.year} ${report.kind} ${basedOn} ${JSON.stringify(values)}`;
  const commit = commitOf({ report, page, basedOn, figures: figures(values) });
  const version = commit.version === null ? null : { ...commit.version, findings: [] };
  await archive.recordReport({ ...commit, version });
}

const refresh = (archive: Archive, expected = expectedFrom([])) =>
  refreshCrossYear({ archive, editions, expected });

async function messages(archive: Archive): Promise<string[]> {
  const all = await collect(archive.reviews.findings({}));
  return all.map(({ report, rule, message, against }) =>
    [report.agency, report.year, rule, message, against?.year, against?.version].join(' | '),
  );
}

describe('findings among several reports', () => {
  it('follow a revision of the year before', async () => {
    const archive = await newArchive();
    await put(archive, { ...OFFICE, year: 2022 }, { [OUT]: 3 });
    await put(archive, { ...OFFICE, year: 2023 }, { [IN]: 4 });
    await refresh(archive);
    expect(await messages(archive)).toEqual([
      '平湖市甲局 | 2023 | crossyear.carry.total | 4 carried into 2023 ≠ 3 carried out of 2022 | 2022 | 1',
    ]);
    await put(archive, { ...OFFICE, year: 2022 }, { [OUT]: 5 }, 1);
    await refresh(archive);
    expect(await messages(archive)).toEqual([
      '平湖市甲局 | 2023 | crossyear.carry.total | 4 carried into 2023 ≠ 5 carried out of 2022 | 2022 | 2',
    ]);
    await put(archive, { ...OFFICE, year: 2022 }, { [OUT]: 4 }, 2);
    await refresh(archive);
    expect(await messages(archive)).toEqual([]);
  });

  it('judge an aggregate when the last expected report is there', async () => {
    const archive = await newArchive();
    const whole = { region: '330482', agency: '平湖市人民政府', year: 2023, kind: 'aggregate' } as const;
    const expected = () => ['平湖市甲局', '平湖市乙局', '平湖市人民政府'];
    const NEW = 'requests.new.total';
    await put(archive, whole, { [NEW]: 9 });
    await put(archive, { ...OFFICE, year: 2023 }, { [NEW]: 3 });
    await refresh(archive, expected);
    expect(await messages(archive)).toEqual([]);
    await put(archive, { ...OFFICE, agency: '平湖市乙局', year: 2023 }, { [NEW]: 5 });
    await refresh(archive, expected);
    expect(await messages(archive)).toEqual([
      `平湖市人民政府 | 2023 | aggregate.sum.${NEW} | 9 ≠ 8 of 2 own reports |  | `,
    ]);
  });

  it('are the same in whatever order reports come, and however often they are judged meanwhile', async () => {
    const reports = [2020, 2021, 2022, 2023].flatMap((year) =>
      ['平湖市甲局', '平湖市乙局'].map((agency, index) => ({
        report: { ...OFFICE, agency, year },
        values: {
          [IN]: (year + index) % 3,
          [OUT]: (year * 7 + index) % 4,
          'requests.new.total': year === 2022 ? 300 : 9,
        },
      })),
    );
    const inOrder = await newArchive();
    for (const { report, values } of reports) await put(inOrder, report, values);
    await refresh(inOrder);
    const expected = await messages(inOrder);
    expect(expected.length).toBeGreaterThan(3);
    const order = fc.shuffledSubarray(reports, { minLength: reports.length });
    await holds(
      fc.asyncProperty(order, fc.nat(7), async (shuffled, judgedAfter) => {
        const archive = await newArchive();
        for (const [index, { report, values }] of shuffled.entries()) {
          await put(archive, report, values);
          if (index === judgedAfter) await refresh(archive);
        }
        await refresh(archive);
        expect(await messages(archive)).toEqual(expected);
        await archive.close();
      }),
      { numRuns: 8 },
    );
  });

  it('are there after a harvest, and they and their reviews are kept over a rebuild', async () => {
    const reports = generateReports({ seed: 5, agencies: 2, years: [2022, 2023] });
    const portal = await newPortal({ reports, family: 'static' });
    const [agency = ''] = reports.map((report) => report.agency);
    portal.reviseFigure(agency, 2022, 'proactive.normative.in_force', 77);
    const archive = await newArchive();
    await night(archive, portal);
    const rule = 'proactive.stock';
    const stocks = () => collect(archive.reviews.findings({ rule, years: { from: 2023, to: 2023 } }));
    const [finding] = await stocks();
    expect(finding).toMatchObject({ scope: 'archive', against: { year: 2022, version: 1 }, review: null });
    const review = { state: 'dismissed', note: '改革', by: null, at: new Date(0) } as const;
    await archive.reviews.review(finding?.fingerprint ?? '', review);

    const deriver = { ...inlineDeriver(editions) };
    const anew = {
      ...deriver,
      derive: async (...input: Parameters<typeof deriver.derive>) => ({
        ...(await deriver.derive(...input)),
        revision: '9-00000000',
      }),
    };
    const outcomes = await collect(rebuild({ archive, deriver: anew, agenciesOf: () => [], dryRun: false }));
    expect(new Set(outcomes.map((one) => one.outcome))).toEqual(new Set(['derived']));
    expect(await stocks()).toMatchObject([{ fingerprint: finding?.fingerprint, review }]);
    const again = await collect(rebuild({ archive, deriver: anew, agenciesOf: () => [], dryRun: false }));
    expect(new Set(again.map((one) => one.outcome))).toEqual(new Set(['same']));
  });
});

it('the agencies that must report are those that the portals of a region name, where one names all', () => {
  const table = (...names: string[]) => names.map((name) => ({ name, aliases: [] }));
  const expected = expectedFrom([
    { region: '330482', agencies: table('甲局', '乙局'), allAgencies: true },
    { region: '330482', agencies: table('乙局'), allAgencies: false },
    { region: '330109', agencies: [], allAgencies: true },
    { region: '110000', agencies: table('丙局'), allAgencies: false },
  ]);
  expect(expected('330482', 2023)).toEqual(['甲局', '乙局']);
  expect(expected('330109', 2023)).toBeNull();
  expect(expected('110000', 2023)).toBeNull();
  expect(expected('120000', 2023)).toBeNull();
});

it('an agency need not report before its first year, after its last, or where it owes the aggregate only', () => {
  const agencies = [
    { name: '甲局', aliases: [], since: 2022 },
    { name: '乙局', aliases: [], until: 2021 },
    { name: '县政府', aliases: [], kinds: ['aggregate' as const] },
  ];
  const expected = expectedFrom([{ region: '330482', agencies, allAgencies: true }]);
  expect(expected('330482', 2021)).toEqual(['乙局']);
  expect(expected('330482', 2022)).toEqual(['甲局']);
});
