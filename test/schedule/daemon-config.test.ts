import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings/settings.js';
import type { Notices } from '../../src/notices/daemon-calls.js';
import { begun, portalOf, trial } from './helpers.js';

const exact = { jitter: 0 };

describe('the configuration', () => {
  it('is taken over while the daemon runs; a new time that has passed today counts as missed', async () => {
    const month = trial('2024-02-01T20:00:00Z', { schedule: exact });
    month.clock.onWait = (now) => {
      if (now < new Date('2024-02-03T12:00:00Z') || month.harvester.plans.length > 2) return;
      const settings = parseSettings({ schedule: { ...exact, cron: '0 5 * * *' } });
      month.config.change({
        settings,
        portals: [portalOf('pinghu')],
        problems: [new Error('luohe.yaml is broken')],
      });
    };
    await month.until('2024-02-04T22:00:00Z');
    expect(begun(month).slice(1)).toEqual([
      '2024-02-02T18:30:00.000Z',
      '2024-02-03T12:30:00.000Z',
      '2024-02-03T21:00:00.000Z',
      '2024-02-04T21:00:00.000Z',
    ]);
    expect(month.daemon.unready()).toEqual(['luohe.yaml is broken']);
  });
});

describe('those who are told', () => {
  it('are called after each run, once a day, and every few minutes; their errors end nothing', async () => {
    const calls: string[] = [];
    const notices: Notices = {
      async runEnded(run) {
        calls.push(`run ${run}`);
        throw new Error('nobody answers');
      },
      async deliver() {
        calls.push('deliver');
      },
      async nightly() {
        calls.push('nightly');
      },
    };
    const day = trial('2024-02-01T20:00:00Z', { schedule: exact, parts: { notices } });
    await day.until('2024-02-03T20:00:00Z');
    expect(calls.filter((call) => call.startsWith('run'))).toEqual(['run 1', 'run 2', 'run 3']);
    expect(calls.filter((call) => call === 'nightly')).toHaveLength(2);
    expect(calls.indexOf('deliver')).toBe(calls.indexOf('run 1') + 1);
    expect(day.log.join()).toContain('nobody answers');
  });
});
