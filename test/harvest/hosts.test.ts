import { describe, expect, it } from 'vitest';
import { parsePortal } from '../../src/config/portal/portal.js';
import { PortalQueue } from '../../src/harvest/run/portal-queue.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { changed, newArchive, newPortal, night, settings } from './setup.js';

const portalOf = (id: string, ...hosts: string[]) =>
  parsePortal(
    {
      name: id,
      region: '330482',
      baseUrl: `http://${hosts[0]}/`,
      hosts,
      enabled: false,
      disabledReason: '-',
    },
    id,
    settings,
  );

describe('portals that share a host', () => {
  it('are harvested one after the other, while others go on beside them', async () => {
    const archive = await newArchive();
    const [shared, other] = [
      await newPortal({ latencyMs: 5, reports: generateReports({ seed: 1, agencies: 4, years: [2023] }) }),
      await newPortal({ latencyMs: 5, reports: generateReports({ seed: 2, agencies: 4, years: [2023] }) }),
    ];
    const portals = [
      parsePortal(shared.portalConfig('both'), 'first', settings),
      parsePortal(shared.portalConfig('both'), 'second', settings),
      parsePortal({ ...other.portalConfig('both'), region: '330483' }, 'third', settings),
    ];
    const events: string[] = [];
    const result = await night(archive, shared, {
      portals,
      settings: changed({ harvest: { portals: 3 } }),
      listener: {
        portalStarted: ({ id }) => events.push(`${id} begins`),
        portalFinished: ({ portal }) => events.push(`${portal} ends`),
      },
    });
    expect(result.portals).toHaveLength(3);
    expect(events.slice(0, 2)).toEqual(['first begins', 'third begins']);
    expect(events.indexOf('second begins')).toBeGreaterThan(events.indexOf('first ends'));
  });

  it('share it also by a domain above', async () => {
    const [city, office, else_] = [
      portalOf('city', 'pinghu.gov.cn'),
      portalOf('office', 'xxgk.pinghu.gov.cn'),
      portalOf('else', 'xpinghu.gov.cn'),
    ];
    const queue = new PortalQueue([city, office, else_]);
    expect([await queue.next(), await queue.next()]).toEqual([city, else_]);
    let third: unknown = 'waits';
    const waiting = queue.next().then((portal) => {
      third = portal;
    });
    queue.end(else_);
    await Promise.resolve();
    expect(third).toBe('waits');
    queue.end(city);
    await waiting;
    expect(third).toBe(office);
    queue.end(office);
    expect(await queue.next()).toBeUndefined();
  });
});

describe('portals with times of their own', () => {
  it('begin then, in the order of their times, and not at all where the run is stopped before', async () => {
    const archive = await newArchive();
    const portal = await newPortal();
    const configs = ['late', 'soon'].map((id) => parsePortal(portal.portalConfig('both'), id, settings));
    const start = Date.parse('2024-03-01T18:30:00Z');
    let now = start;
    const stop = new AbortController();
    const begun: [string, number][] = [];
    const clock = {
      now: () => now,
      elapsed: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    };
    const beginAt = new Map([
      ['late', new Date(start + 600_000)],
      ['soon', new Date(start + 60_000)],
    ]);
    const result = await night(archive, portal, {
      portals: configs,
      beginAt,
      crawl: { clock },
      now: () => new Date(now),
      signal: stop.signal,
      listener: {
        portalStarted: ({ id }) => begun.push([id, (now - start) / 1000]),
        portalFinished: () => stop.abort(),
      },
    });
    expect(begun).toEqual([['soon', 60]]);
    expect(result).toMatchObject({ outcome: 'interrupted', portals: [{ portal: 'soon', outcome: 'done' }] });
  });
});
