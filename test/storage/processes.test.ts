import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireHarvestLock } from '../../storage/index.js';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { afterTest, openedArchive, temporaryFolder } from './builders.js';
import { compiledStorage, ended, printed } from './compiled.js';

const children = compiledStorage();

describe('a process killed in the middle of its commits', () => {
  it('leaves every report whole, and loses none that it had committed', async () => {
    const path = join(await temporaryFolder(), 'archive.db');
    const child = children.start('commits.mjs', path, '甲局', 'endless');
    await printed(child, '40');
    child.kill('SIGKILL');
    await ended(child);

    const { archive } = await openedArchive(path, { indicators: [] });
    const status = await archive.status();
    expect(status.reports).toBeGreaterThanOrEqual(40);
    expect(status).toMatchObject({
      versions: status.reports,
      sources: status.reports,
      captures: status.reports,
      payloads: status.reports,
      changes: { first_seen: status.reports },
    });
    const last = (await archive.reports({})).at(-1);
    const version = last === undefined ? null : await archive.latestVersion(last.report);
    expect(version?.figures).toHaveLength(200);
    expect(version && (await archive.payload(version.digests.payload))).toBeInstanceOf(Uint8Array);

    const plain = openDatabase(path, { readonly: true });
    afterTest(async () => {
      plain.close();
    });
    expect(plain.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(plain.pragma('foreign_key_check')).toEqual([]);
    expect(plain.prepare('SELECT count(*) FROM figure_long').pluck().get()).toBe(status.reports * 200);
    expect(plain.prepare('SELECT count(*) FROM figure').pluck().get()).toBe(status.reports);
  });
});

describe('several processes on one archive', () => {
  it('may create it and write to it at once', async () => {
    const path = join(await temporaryFolder(), 'archive.db');
    const agencies = ['甲局', '乙局', '丙局'];
    const writers = agencies.map((agency) => children.start('commits.mjs', path, agency, '60'));
    expect(await Promise.all(writers.map(ended))).toEqual([0, 0, 0]);

    const { archive } = await openedArchive(path, { indicators: [] });
    for (const agency of agencies) expect(await archive.reports({ agency })).toHaveLength(60);
  });

  it('may read while another writes', async () => {
    const path = join(await temporaryFolder(), 'archive.db');
    const writer = children.start('commits.mjs', path, '甲局', 'endless');
    await printed(writer, '5');
    const { archive } = await openedArchive(path, { readOnly: true });
    const before = (await archive.status()).reports;
    expect(before).toBeGreaterThanOrEqual(5);
    await printed(writer, '60');
    expect((await archive.status()).reports).toBeGreaterThanOrEqual(60);
    writer.kill('SIGKILL');
    await ended(writer);
  });
});

describe('the harvest lock', () => {
  it('lets one harvest in, and tells the other who is at work and since when', async () => {
    const folder = await temporaryFolder();
    const holder = children.start('harvest-lock.mjs', folder);
    await printed(holder, 'held');
    await expect(acquireHarvestLock(folder, new Date())).rejects.toMatchObject({
      code: 'locked',
      message: `process ${holder.pid} has been harvesting into this archive since 2024-02-02 02:00:00 (Asia/Shanghai)`,
    });
    holder.stdin?.end();
    expect(await ended(holder)).toBe(0);
    const lock = await acquireHarvestLock(folder, new Date());
    await lock.release();
  });

  it('is free again when its process was killed', async () => {
    const folder = await temporaryFolder();
    const holder = children.start('harvest-lock.mjs', folder);
    await printed(holder, 'held');
    holder.kill('SIGKILL');
    await ended(holder);
    const lock = await acquireHarvestLock(folder, new Date());
    await lock.release();
  });

  it('holds within one process too, and may be released twice', async () => {
    const folder = join(await temporaryFolder(), 'not', 'there', 'yet');
    const lock = await acquireHarvestLock(folder, new Date());
    await expect(acquireHarvestLock(folder, new Date())).rejects.toMatchObject({ code: 'locked' });
    await lock.release();
    await lock.release();
    await (await acquireHarvestLock(folder, new Date())).release();
  });
});
