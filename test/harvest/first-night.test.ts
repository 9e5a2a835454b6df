import { describe, expect, it } from 'vitest';
import { FAULTS, HARMLESS, onBadDay, onDay, SMALL, STRIKES } from './faults.js';
import { archivedFigures, newArchive, newPortal, publishedFigures } from './setup.js';

/** Pages that come whole, but for their last bytes. */
const READABLE = new Set(['short-length']);

describe('a portal that is bad on the very first night', () => {
  it.each(FAULTS.filter(([fault]) => !HARMLESS.has(fault)))(
    '%s on the %s: nothing is taken for a report that is none',
    async (fault, place) => {
      const archive = await newArchive();
      const portal = await newPortal(SMALL);
      portal.fault(fault, STRIKES[place]);
      await onBadDay(archive, portal, 1);
      const published = publishedFigures(portal);
      for (const [report, figures] of await archivedFigures(archive)) {
        expect(figures, report).toEqual(published.get(report));
      }
      if (place !== 'lists' && !READABLE.has(fault)) expect(await archive.reports({})).toEqual([]);
      portal.fault(null);
      expect((await onDay(archive, portal, 2)).outcome).toBe('done');
      expect(await archivedFigures(archive)).toEqual(published);
    },
  );
});
