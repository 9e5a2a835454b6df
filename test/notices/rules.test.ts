import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commitOf, night, OFFICE, openedArchive, versionOf } from '../storage/builders.js';
import { ALL_CHANGES, deskOf, FIRST, hook, REVISED, REVISION, ranWith } from './setup.js';

const OTHER = commitOf({ report: { ...OFFICE, agency: '平湖市财政局' }, page: '<p>财政</p>' });
const TOLD = z.object({
  counts: z.record(z.string(), z.number()),
  items: z.array(z.looseObject({ event: z.string(), agency: z.string().optional() })),
});

/** What a channel with these rules is told of a run that brought all this. */
async function told(rules: Record<string, unknown>, run: Parameters<typeof ranWith>[2] = {}) {
  const { archive } = await openedArchive();
  await ranWith(archive, [FIRST, OTHER]);
  await deskOf(archive, {}).nightly(night(1));
  const result = await ranWith(archive, [REVISED], { at: night(1), ...run });
  await archive.recordCapture({
    source: OTHER.source,
    capture: { ...OTHER.capture, run: result.run, at: night(1), status: 404 },
    outcome: 'missing',
    changes: [{ kind: 'withdrawn', cells: [], sections: [], movedFrom: null }],
  });
  const desk = deskOf(archive, { channels: { office: hook('http://127.0.0.1:9/') }, rules });
  await desk.runEnded(result.run, result);
  const [notice] = await archive.outbox.list({ limit: 1 });
  return notice === undefined ? null : TOLD.parse(JSON.parse(notice.digest));
}

const rule = (more: Record<string, unknown>) => ({ channels: ['office'], ...more });

describe('a rule', () => {
  it('is told of the changes it asks for, and of no others', async () => {
    expect((await told({ a: rule({ events: ALL_CHANGES }) }))?.counts).toEqual({
      figures_revised: 1,
      withdrawn: 1,
    });
    expect((await told({ a: rule({ events: ['withdrawn'] }) }))?.items).toMatchObject([
      { event: 'withdrawn', agency: '平湖市财政局' },
    ]);
    expect(await told({ a: rule({ events: ['first_seen', 'restored'] }) })).toBeNull();
  });

  it.each([
    [{ agencies: ['财政'] }, { withdrawn: 1 }],
    [{ agencies: ['人民政府办公室', '财政'] }, { figures_revised: 1, withdrawn: 1 }],
    [{ portals: ['pinghu'] }, { figures_revised: 1, withdrawn: 1 }],
    [{ indicators: ['requests.*'] }, { figures_revised: 1, withdrawn: 1 }],
    [{ indicators: ['requests.new.total'] }, { figures_revised: 1, withdrawn: 1 }],
    [{ indicators: ['request.*', 'requests.new'] }, { withdrawn: 1 }],
  ])('with %j hears of %j', async (filter, counts) => {
    expect((await told({ a: rule({ events: ALL_CHANGES, ...filter }) }))?.counts).toEqual(counts);
  });

  it('for another portal hears of nothing', async () => {
    expect(await told({ a: rule({ events: ALL_CHANGES, portals: ['linping'] }) })).toBeNull();
  });

  it('does not double what another rule of the channel wants too', async () => {
    const both = { a: rule({ events: ALL_CHANGES }), b: rule({ events: ['withdrawn'], agencies: ['财政'] }) };
    expect((await told(both))?.counts).toEqual({ figures_revised: 1, withdrawn: 1 });
  });

  it('hears of failing checks on the versions that the run made, by severity, once a report', async () => {
    const errors = await told({ a: rule({ events: ['failing_checks'] }) });
    expect(errors).toMatchObject({
      counts: { failing_checks: 1 },
      items: [
        {
          agency: '平湖市人民政府办公室',
          findings: [{ rule: 'narrative.requests.new.total', message: '正文为3，表格为4' }],
          findingCount: 1,
        },
      ],
    });
    const warnings = await told({ a: rule({ events: ['failing_checks'], minSeverity: 'warning' }) });
    expect(warnings?.items).toMatchObject([{ findingCount: 2 }]);
    expect(await told({ a: rule({ events: ['failing_checks'], indicators: ['disputes.*'] }) })).toBeNull();
  });

  it('hears of suspect and failed runs', async () => {
    const rules = { a: rule({ events: ['suspect_runs', 'failed_runs'] }) };
    expect(await told(rules)).toBeNull();
    const suspect = await told(rules, { suspicions: ['a third of the reports is gone'] });
    expect(suspect?.items).toMatchObject([
      { event: 'suspect_runs', portal: 'pinghu', reasons: ['a third of the reports is gone'] },
    ]);
    const failed = await told(rules, { outcome: 'failed', problems: ['the list does not answer'] });
    expect(failed?.items).toMatchObject([{ event: 'failed_runs', reasons: ['the list does not answer'] }]);
  });

  it('never hears that a page is other bytes with the same report', async () => {
    const { archive } = await openedArchive();
    const first = await ranWith(archive, [FIRST]);
    await deskOf(archive, {}).runEnded(first.run, first);
    const cosmetic = {
      ...commitOf({ basedOn: 1, page: '<p>年报 </p>' }),
      version: null,
      changes: [{ ...REVISION, kind: 'cosmetic' as const, cells: [] }],
    };
    const result = await ranWith(archive, [cosmetic]);
    const rules = { a: rule({ events: [...ALL_CHANGES, 'failing_checks'], minSeverity: 'info' }) };
    await deskOf(archive, { channels: { office: hook('http://127.0.0.1:9/') }, rules }).runEnded(
      result.run,
      result,
    );
    expect(await archive.outbox.list({ limit: 1 })).toEqual([]);
    expect(versionOf('x', []).findings).not.toEqual([]);
  });
});
