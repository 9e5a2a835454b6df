import { describe, expect, it } from 'vitest';
import type { RunId } from '../../storage/contract/run-id.js';
import type { Archive, PortalPlan, RunPortalSummary } from '../../storage/index.js';
import { bareCapture, captureAt, commitOf, night, OFFICE, openedArchive, pageOf } from './builders.js';

const SCOPE = { portals: ['haining', 'pinghu'], years: [2022, 2023] };
const other = 'https://www.pinghu.gov.cn/other.html';
const plan: PortalPlan = {
  listed: 2,
  complete: true,
  problems: ['a list was odd'],
  links: [pageOf(OFFICE).url, other].map((url) => ({ url, link: JSON.stringify({ url }), visited: false })),
};
const summary = (portal: string, outcome: RunPortalSummary['outcome']): RunPortalSummary => ({
  portal,
  outcome,
  counts: { listed: 2, captures: {}, changes: {}, versions: 0, payloads: 0, bytes: 0 },
  problems: [],
});

async function begun(): Promise<{ archive: Archive; run: RunId }> {
  const { archive } = await openedArchive();
  const run = await archive.startRun(night(0), SCOPE);
  await archive.planPortal(run, 'pinghu', plan);
  return { archive, run };
}

describe("a run's plan", () => {
  it('is kept as it was made, in order', async () => {
    const { archive, run } = await begun();
    expect(await archive.plan(run, 'pinghu')).toEqual(plan);
    expect(await archive.plan(run, 'haining')).toBeNull();
  });

  it('is ticked off by the captures of the run, with a report and without', async () => {
    const { archive, run } = await begun();
    const visited = async () => (await archive.plan(run, 'pinghu'))?.links.map((link) => link.visited);
    await archive.recordReport({ ...commitOf(), capture: { ...captureAt(night(0)), run } });
    expect(await visited()).toEqual([true, false]);
    const source = { url: other, kind: 'page', portal: 'pinghu', listing: {} } as const;
    const missing = bareCapture({ source, outcome: 'missing', at: night(0) });
    await archive.recordCapture({ ...missing, capture: { ...missing.capture, run } });
    expect(await visited()).toEqual([true, true]);
  });

  it('is gone once the portal is done, and stays where it was interrupted', async () => {
    const { archive, run } = await begun();
    await archive.recordRunPortal(run, summary('pinghu', 'interrupted'));
    expect(await archive.plan(run, 'pinghu')).toEqual(plan);
    await archive.recordRunPortal(run, summary('pinghu', 'partial'));
    expect(await archive.plan(run, 'pinghu')).toBeNull();
  });

  it('is given up when another run begins', async () => {
    const { archive, run } = await begun();
    await archive.startRun(night(1), SCOPE);
    expect(await archive.plan(run, 'pinghu')).toBeNull();
  });
});

describe('an unfinished run', () => {
  it('is the latest one, with what it set out to do and what it is done with', async () => {
    const { archive, run } = await begun();
    await archive.recordRunPortal(run, summary('haining', 'done'));
    await archive.recordRunPortal(run, summary('pinghu', 'interrupted'));
    const unfinished = { id: run, startedAt: night(0), scope: SCOPE, finished: [summary('haining', 'done')] };
    expect(await archive.unfinishedRun()).toEqual(unfinished);
    await archive.finishRun(run, night(1), 'interrupted');
    expect(await archive.unfinishedRun()).toEqual(unfinished);
  });

  it('is none where the latest came to its end, or said not what it would do', async () => {
    const { archive, run } = await begun();
    await archive.finishRun(run, night(1), 'partial');
    expect(await archive.unfinishedRun()).toBeNull();
    await archive.startRun(night(1));
    expect(await archive.unfinishedRun()).toBeNull();
  });
});

describe('the progress of a run', () => {
  it('is what its captures and changes on the portal amount to', async () => {
    const { archive, run } = await begun();
    const capture = { ...captureAt(night(0)), run };
    await archive.recordReport({ ...commitOf(), capture });
    const source = { url: other, kind: 'page', portal: 'pinghu', listing: {} } as const;
    const failed = bareCapture({ source, outcome: 'failed', at: night(0), status: 503 });
    await archive.recordCapture({
      ...failed,
      capture: { ...failed.capture, run, bytes: 0, reason: 'HTTP 503' },
    });
    expect(await archive.runProgress(run, 'pinghu')).toEqual({
      counts: {
        listed: 0,
        captures: { new: 1, failed: 1 },
        changes: { first_seen: 1 },
        versions: 1,
        payloads: 1,
        bytes: 1234,
      },
      problems: [`${other}: failed: HTTP 503`],
      found: [pageOf(OFFICE).url],
      gone: [],
    });
    expect(await archive.runProgress(run, 'haining')).toMatchObject({
      counts: { captures: {}, versions: 0 },
    });
  });
});
