import { describe, expect, it } from 'vitest';
import { parsePortal } from '../../src/config/portal.js';
import type { FaultKind } from '../../src/simulation/faults.js';
import { archivedFigures, newArchive, newPortal, night, publishedFigures, settings } from './setup.js';

const isReport = (path: string): boolean => path.startsWith('/art/') || path.startsWith('/module/xxgk/');
const isList = (path: string): boolean => path.includes('dataproxy') || path.startsWith('/col/');

/** Every fault a portal is known for, where it strikes, and how the run that met it ends. */
const FAULTS: readonly { fault: FaultKind; at: (path: string) => boolean }[] = [
  { fault: 'error-500', at: isReport },
  { fault: 'error-503-retry-after', at: isReport },
  { fault: 'reset', at: isReport },
  { fault: 'half-body', at: isReport },
  { fault: 'truncated-chunked', at: isReport },
  { fault: 'soft-404', at: isReport },
  { fault: 'front-page', at: isReport },
  { fault: 'maintenance', at: isReport },
  { fault: 'empty-body', at: isReport },
  { fault: 'challenge', at: isReport },
  { fault: 'redirect-elsewhere', at: isReport },
  { fault: 'redirect-loop', at: isReport },
  { fault: 'empty-list', at: isList },
  { fault: 'error-500', at: isList },
  { fault: 'truncated-chunked', at: isList },
];

describe('a bad night hurts nothing', () => {
  it.each(FAULTS)('$fault', async ({ fault, at }) => {
    const archive = await newArchive();
    const portal = await newPortal();
    await night(archive, portal);
    const before = await archive.status();
    // what changed meanwhile must be found once the fault is gone, and not before
    portal.reviseFigure('平湖市科学技术局', 2023, 'proactive.normative.in_force', 9);
    portal.fault(fault, at);
    const bad = await night(archive, portal);
    const after = await archive.status();
    expect({ versions: after.versions, payloads: after.payloads }).toEqual({
      versions: before.versions,
      payloads: before.payloads,
    });
    expect(await archive.changes({ run: bad.run })).toEqual([]);
    if (fault !== 'soft-404') expect(bad.portals[0]?.problems.length).toBeGreaterThan(0);

    portal.fault(null);
    const good = await night(archive, portal);
    expect(good.outcome).toBe('done');
    expect(await archive.changes({ run: good.run })).toMatchObject([{ kind: 'figures_revised' }]);
    expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
  });

  it.each(FAULTS.filter((f) => f.at === isReport))(
    '$fault on the very first night leaves no report',
    async ({ fault, at }) => {
      const archive = await newArchive();
      const portal = await newPortal();
      portal.fault(fault, at);
      await night(archive, portal);
      expect(await archive.reports({})).toEqual([]);
      portal.fault(null);
      await night(archive, portal);
      expect(await archivedFigures(archive)).toEqual(publishedFigures(portal));
    },
  );

  it('a portal that is down fails its run and nothing else', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    await portal.pause();
    const result = await night(archive, portal);
    expect(result.outcome).toBe('failed');
    expect(result.portals[0]?.problems[0]).toMatch(/refused|ECONN/i);
    await portal.resume();
    expect((await night(archive, portal)).outcome).toBe('done');
  });

  it('a portal that is down does not stop the others', async () => {
    const archive = await newArchive();
    const [down, up] = [await newPortal(), await newPortal()];
    await down.pause();
    const portals = [down, up].map((p, i) => parsePortal(p.portalConfig('both'), `portal-${i}`, settings));
    const result = await night(archive, up, { portals });
    expect(result.portals.map((p) => p.outcome)).toEqual(['failed', 'done']);
    expect(result.outcome).toBe('partial');
  });
});
