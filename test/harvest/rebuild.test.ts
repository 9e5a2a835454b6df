import { describe, expect, it } from 'vitest';
import { DocumentError } from '../../src/errors.js';
import { type Deriver, inlineDeriver } from '../../src/harvest/derive/deriver.js';
import { type Rebuilt, rebuild } from '../../src/harvest/derive/rebuild.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { SimulatedPortalOptions } from '../../src/simulation/server/options.js';
import type { Archive } from '../../storage/contract/archive.js';
import { archivedFigures, editions, newArchive, newPortal, night, publishedFigures } from './setup.js';

const deriver = inlineDeriver(editions);
const reports = generateReports({ seed: 31, agencies: 2, years: [2023] });

/** An extractor of long ago, which read one figure wrongly. */
const clumsy: Deriver = {
  ...deriver,
  derive: async (bytes, options) => {
    const derived = await deriver.derive(bytes, options);
    const figures = derived.report.figures.map((figure) =>
      figure.indicator === 'requests.new.total' && figure.value !== null ? { ...figure, value: 77 } : figure,
    );
    return { ...derived, report: { ...derived.report, figures }, revision: '0-00000000' };
  },
};

/** An extractor without a reader for plain text. */
const unlettered: Deriver = {
  ...deriver,
  derive: (bytes, options) =>
    Buffer.from(bytes).toString('latin1', 0, 200).includes('<')
      ? deriver.derive(bytes, options)
      : Promise.reject(new DocumentError('unsupported', 'this is a file that no reader can read')),
};

async function rebuilt(archive: Archive, more: { dryRun?: boolean; deriver?: Deriver } = {}) {
  const all: Rebuilt[] = [];
  const options = { archive, deriver, agenciesOf: () => [], dryRun: false, ...more };
  for await (const one of rebuild(options)) all.push(one);
  return all;
}

async function harvested(by: Deriver, options: Partial<SimulatedPortalOptions> = {}) {
  const archive = await newArchive();
  const portal = await newPortal({ reports, family: 'static', ...options });
  await night(archive, portal, { deriver: by });
  return { archive, portal };
}

const outcomes = (all: readonly Rebuilt[]) => [...new Set(all.map((one) => one.outcome))];

describe('a rebuild', () => {
  it('of what the same extractor derived changes nothing', async () => {
    const { archive } = await harvested(deriver);
    expect(outcomes(await rebuilt(archive))).toEqual(['same']);
  });

  it('puts right what an older extractor misread, as the same version and without a change', async () => {
    const { archive, portal } = await harvested(clumsy);
    const changes = await archive.changes({});
    const all = await rebuilt(archive);
    expect(outcomes(all)).toEqual(['figures']);
    expect(all[0]?.cells).toMatchObject([{ indicator: 'requests.new.total', before: { value: 77 } }]);
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    expect(await archive.changes({})).toEqual(changes);
    expect((await archive.reports({})).every((report) => report.versions === 1)).toBe(true);
    expect(outcomes(await rebuilt(archive))).toEqual(['same']);
  });

  it('that is dry says what it would do, and does nothing', async () => {
    const { archive } = await harvested(clumsy);
    const before = await archivedFigures(archive);
    expect(outcomes(await rebuilt(archive, { dryRun: true }))).toEqual(['figures']);
    expect(await archivedFigures(archive)).toEqual(before);
  });

  it('reads files that had no reader when they were harvested', async () => {
    const { archive, portal } = await harvested(unlettered, { attachment: () => ({ format: 'txt' }) });
    const [report] = await archive.reports({});
    expect(report).toMatchObject({ edition: null, warnings: 1 });
    expect(outcomes(await rebuilt(archive))).toEqual(['figures']);
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    const kinds = (await archive.changes({})).map((change) => change.kind);
    expect(new Set(kinds)).toEqual(new Set(['first_seen']));
    const quiet = await night(archive, portal);
    expect(quiet.portals[0]?.counts).toMatchObject({ versions: 0, changes: {} });
  });

  it('compares a file that can be read now with the page that shows the report', async () => {
    const options = { attachment: () => ({ format: 'txt', page: 'full' }) as const };
    const { archive } = await harvested(unlettered, options);
    const rules = async () => {
      const [report] = await archive.reports({});
      const version = report && (await archive.latestVersion(report.report));
      return version?.findings.map((finding) => finding.rule) ?? [];
    };
    expect(await rules()).toContain('document.no_reader');
    await rebuilt(archive);
    expect(await rules()).not.toContain('document.no_reader');
  });

  it('leaves what it can not read any more as it was, and says why', async () => {
    const { archive } = await harvested(deriver);
    const before = await archivedFigures(archive);
    const blind: Deriver = {
      ...deriver,
      derive: () => Promise.reject(new DocumentError('too_slow', 'not read after 60 s')),
    };
    const all = await rebuilt(archive, { deriver: blind });
    expect(all[0]).toMatchObject({ outcome: 'refused', reason: 'not read after 60 s' });
    expect(await archivedFigures(archive)).toEqual(before);
  });

  it('gives no report to another agency', async () => {
    const { archive } = await harvested(deriver);
    const confused: Deriver = {
      ...deriver,
      derive: async (bytes, options) => {
        const derived = await deriver.derive(bytes, options);
        return { ...derived, report: { ...derived.report, agency: '别的局' } };
      },
    };
    const all = await rebuilt(archive, { deriver: confused });
    expect(all[0]).toMatchObject({ outcome: 'other_report', reason: expect.stringContaining('别的局') });
    expect((await archive.reports({ agency: '别的局' })).length).toBe(0);
  });
});
