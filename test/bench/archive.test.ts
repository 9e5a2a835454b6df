import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inlineDeriver } from '../../src/harvest/derive/deriver.js';
import { indicatorColumns } from '../../src/harvest/derive/indicator-columns.js';
import { rebuild } from '../../src/harvest/derive/rebuild.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { Sha256 } from '../../src/sha256.js';
import { type Archive, openArchive } from '../../storage/index.js';
import { buildArchive } from './archive/build.js';
import { countyAt, MOST_COUNTIES } from './archive/territory.js';

const REPORTS = 60;

async function built(seed: number, reports = REPORTS): Promise<Archive> {
  const home = await mkdtemp(join(tmpdir(), 'nianbao-synthetic-'));
  const { path } = await buildArchive({ reports, seed, home });
  const archive = await openArchive({ path, indicators: indicatorColumns(loadEditions()) });
  onTestFinished(async () => {
    await archive.close();
    await rm(home, { recursive: true });
  });
  return archive;
}

/** Over everything that people ask the archive. */
async function digestOf(archive: Archive): Promise<string> {
  const hash = new Sha256();
  for await (const version of archive.eachVersion()) hash.add(JSON.stringify(version));
  hash.add(JSON.stringify(await archive.changes({})));
  return hash.digest();
}

describe('the synthetic archive', () => {
  it('is the same for the same seed, and another for another', async () => {
    const [one, same, other] = [await built(1), await built(1), await built(2)];
    expect(await digestOf(same)).toBe(await digestOf(one));
    expect(await digestOf(other)).not.toBe(await digestOf(one));
  });

  it('has reports of all years and kinds, revisions, withdrawals, nulls and findings of many rules', async () => {
    const archive = await built(1, 5 * REPORTS);
    const status = await archive.status();
    expect(status.reports).toBe(5 * REPORTS);
    expect(status.years.map(({ year }) => year).sort()).toEqual([2019, 2020, 2021, 2022, 2023]);
    for (const kind of ['first_seen', 'figures_revised', 'text_revised', 'withdrawn'] as const)
      expect(status.changes[kind], kind).toBeGreaterThan(0);
    expect(status.changes.cosmetic ?? 0).toBe(0);
    const reasons = new Set<string | null>();
    const rules = new Set<string>();
    const kinds = new Set<string>();
    for await (const { report, figures, findings } of archive.eachVersion()) {
      kinds.add(report.kind);
      for (const { reason } of figures) reasons.add(reason);
      for (const { rule } of findings) rules.add(rule);
    }
    expect(kinds).toEqual(new Set(['own', 'aggregate']));
    expect(reasons).toEqual(new Set([null, 'blank', 'dash', 'none', 'absent', 'unreadable']));
    expect(rules.size).toBeGreaterThan(12);
    for (const rule of ['proactive.stock', 'crossyear.carry.total', 'deadline.late'])
      expect(rules).toContain(rule);
  });

  it('holds what its pages say: a rebuild finds nothing to put right', async () => {
    const archive = await built(1, 30);
    const deriver = inlineDeriver(loadEditions());
    for await (const one of rebuild({ archive, deriver, agenciesOf: () => [], dryRun: true }))
      expect(one).toMatchObject({ outcome: 'same' });
  });

  it('has a name and a code of its own for every county', () => {
    const counties = Array.from({ length: MOST_COUNTIES }, (_, index) => countyAt(index));
    expect(new Set(counties.map(({ name }) => name)).size).toBe(MOST_COUNTIES);
    expect(new Set(counties.map(({ region }) => region)).size).toBe(MOST_COUNTIES);
    expect(counties.every(({ region }) => /^\d{6}$/.test(region))).toBe(true);
  });
});
