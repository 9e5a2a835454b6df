import { describe, expect, it } from 'vitest';
import { type PortalConfig, type PortalExpectations, parsePortal } from '../../src/config/portal/portal.js';
import { type TakenHeld, takeHeld } from '../../src/harvest/deposit/take-held.js';
import { inlineDeriver } from '../../src/harvest/derive/deriver.js';
import { draftExpectations } from '../../src/harvest/nights/draft-expectations.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import type { Archive } from '../../storage/contract/archive.js';
import {
  archivedFigures,
  editions,
  newArchive,
  newPortal,
  night,
  publishedFigures,
  settings,
} from './setup.js';

const deriver = inlineDeriver(editions);
const reports = generateReports({ seed: 53, agencies: 5, years: [2022, 2023] });
const [victim = ''] = reports.map(({ agency }) => agency);
const STRICT: PortalExpectations = { minReadable: 0.9 };
const TOO_MANY: PortalExpectations = { minAgencies: 6 };

function configured(portal: SimulatedPortal, expectations: PortalExpectations): PortalConfig {
  const given = { ...portal.portalConfig(), browser: 'never', expect: expectations };
  return parsePortal(given, 'simulated', settings);
}

function onNight(
  archive: Archive,
  portal: SimulatedPortal,
  number: number,
  expectations: PortalExpectations,
) {
  const at = new Date(Date.UTC(2024, 5, 1 + number, 17));
  const portals = [configured(portal, expectations)];
  return night(archive, portal, { portals, years: [2022, 2023], now: () => at });
}

async function taken(archive: Archive, portal: PortalConfig, dryRun = false): Promise<TakenHeld[]> {
  const all: TakenHeld[] = [];
  for await (const one of takeHeld({ archive, deriver, portals: [portal], dryRun })) all.push(one);
  return all;
}

/** Half of the report's cells say something that is no number. */
function blur(portal: SimulatedPortal, year = 2023): void {
  const figures = portal.truth().find((one) => one.agency === victim && one.year === year)?.figures ?? {};
  for (const [index, indicator] of Object.keys(figures).entries())
    if (index % 2 === 0) portal.reviseFigure(victim, year, indicator, '详见附件');
}

async function newSimulation() {
  return { archive: await newArchive(), portal: await newPortal({ reports, family: 'static' }) };
}

describe('what is held back for its reading', () => {
  it('is taken up once the expectation allows it, as of the night on which it came', async () => {
    const { archive, portal } = await newSimulation();
    await onNight(archive, portal, 0, STRICT);
    blur(portal);
    await onNight(archive, portal, 1, STRICT);
    expect(await taken(archive, configured(portal, STRICT))).toMatchObject([
      { outcome: 'left', reason: expect.stringMatching(/5\d % of its figures can be read/) },
    ]);
    const lowered = configured(portal, { minReadable: 0.4 });
    expect(await taken(archive, lowered, true)).toMatchObject([{ outcome: 'taken', changes: [] }]);
    expect(await archivedFigures(archive)).not.toEqual(publishedFigures(portal));
    expect(await taken(archive, lowered)).toMatchObject([{ outcome: 'taken', changes: ['figures_revised'] }]);
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    const [change] = (await archive.changes({})).filter(({ kind }) => kind === 'figures_revised');
    expect(change).toMatchObject({ run: 2, toVersion: 2 });
    expect(change?.at.getTime()).toBeLessThan(Date.now());
    expect(await taken(archive, lowered)).toEqual([]);
    const quiet = await onNight(archive, portal, 2, { minReadable: 0.4 });
    expect(quiet.portals[0]?.counts).toMatchObject({ versions: 0, changes: {} });
  });

  it('is drafted as the new minimum by whoever accepts it', async () => {
    const { archive, portal } = await newSimulation();
    await onNight(archive, portal, 0, STRICT);
    const draft = async () =>
      draftExpectations({
        archive,
        deriver,
        portal: configured(portal, {}),
        at: new Date('2024-06-30T00:00:00Z'),
      });
    expect(await draft()).toMatchObject({
      expect: { firstYear: 2022, minAgencies: 4, maxReportsPerYear: 6, minReadable: 0.9 },
      because: { minAgencies: '90 % of the fewest, 5 for 2022', minReadable: /100 %/ },
    });
    blur(portal);
    await onNight(archive, portal, 1, STRICT);
    const { expect: expectations, because } = await draft();
    expect(because.minReadable).toMatch(
      new RegExp(`^90 % of the least, 5\\d % of ${victim} 2023, which is held back$`),
    );
    expect(await taken(archive, configured(portal, expectations))).toMatchObject([{ outcome: 'taken' }]);
  });

  it('is left where the archive knows something later', async () => {
    const { archive, portal } = await newSimulation();
    await onNight(archive, portal, 0, STRICT);
    blur(portal);
    await onNight(archive, portal, 1, STRICT);
    portal.move(victim, 2023);
    await onNight(archive, portal, 2, {});
    const left = await taken(archive, configured(portal, {}));
    expect(left).toMatchObject([
      { outcome: 'left', reason: 'the archive has a later version of its report' },
    ]);
  });
});

describe('what is held back for the lists', () => {
  it('and was gone before they were whole is not lost', async () => {
    const { archive, portal } = await newSimulation();
    await onNight(archive, portal, 0, TOO_MANY);
    expect(await archive.reports({})).toEqual([]);
    const truth = publishedFigures(portal);
    const suspect = await taken(archive, configured(portal, {}));
    expect(new Set(suspect.map(({ outcome }) => outcome))).toEqual(new Set(['left']));
    portal.withdraw(victim, 2023);
    await onNight(archive, portal, 1, {});
    expect((await archive.reports({})).length).toBe(reports.length - 1);
    expect(await taken(archive, configured(portal, {}))).toMatchObject([
      { outcome: 'taken', changes: ['first_seen'], report: { agency: victim, year: 2023, region: '330482' } },
    ]);
    expect(await archivedFigures(archive)).toEqual(truth);
    for (const number of [2, 3]) await onNight(archive, portal, number, {});
    const last = await onNight(archive, portal, 4, {});
    expect(last.portals[0]?.counts.changes).toMatchObject({ withdrawn: 1 });
  });
});
