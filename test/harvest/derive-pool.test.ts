import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DerivePool } from '../../src/harvest/derive/derive-pool.js';
import { inlineDeriver } from '../../src/harvest/derive/deriver.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { compiled } from '../compiled.js';
import { editions, newPortal, scratch } from './setup.js';

const folder = compiled('src/harvest/derive/derive-worker.ts');

function poolOf(script: URL, threads = 2): DerivePool {
  const pool = new DerivePool(editions, { threads, script });
  onTestFinished(() => pool.close());
  return pool;
}

const realPool = (threads?: number) =>
  poolOf(pathToFileURL(join(folder(), 'src/harvest/derive/derive-worker.js')), threads);

/** A thread that does as the code says with each task, as `task`. */
function poolThat(code: string): DerivePool {
  const file = join(scratch(), 'worker.mjs');
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads';
     const answer = (task) => parentPort.postMessage({ id: task.id, derived: { by: task.bytes[0] } });
     parentPort.on('message', (task) => { ${code} });`,
  );
  return poolOf(pathToFileURL(file), 1);
}

async function pages(): Promise<readonly Uint8Array[]> {
  const portal = await newPortal({ reports: generateReports({ seed: 5, agencies: 3, years: [2022, 2023] }) });
  return Promise.all(
    portal.truth().map(async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer())),
  );
}

describe('reports derived in other threads', () => {
  it('are the same as derived in this one, whatever order they come back in', async () => {
    const [pool, here] = [realPool(), inlineDeriver(editions)];
    const bytes = await pages();
    const apart = await Promise.all(bytes.map((page) => pool.derive(page)));
    const inline = await Promise.all(bytes.map((page) => here.derive(page)));
    expect(apart).toEqual(inline);
  });

  it('know what the listing says', async () => {
    const [page = new Uint8Array()] = await pages();
    const stated = { agency: '某局', year: 2020 };
    expect((await realPool().derive(page, { hints: { stated } })).report).toMatchObject(stated);
  });

  it('are looked for under the names of their own portal, whatever the one before was looked for under', async () => {
    const [page = new Uint8Array()] = await pages();
    const pool = realPool(1);
    const own = (await pool.derive(page)).report.agency ?? '';
    const [first, other] = ['甲局', '乙局'].map((name) => [{ name, aliases: [own] }]);
    const read = [];
    for (const agencies of [first, first, undefined, other, [], first])
      read.push(
        (await pool.derive(page, agencies === undefined ? {} : { hints: { agencies } })).report.agency,
      );
    expect(read).toEqual(['甲局', '甲局', own, '乙局', own, '甲局']);
  });

  it('are refused as they are here, with code and hint', async () => {
    const bytes = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
    const refused = await inlineDeriver(editions)
      .derive(bytes)
      .catch((error: unknown) => error);
    await expect(realPool().derive(bytes)).rejects.toEqual(refused);
  });
});

describe('a thread', () => {
  it('is sent the agencies of a portal once, however many documents of it there are', async () => {
    const pool = poolThat('parentPort.postMessage({ derived: task.agencies });');
    const [first, other] = ['甲局', '乙局'].map((name) => [{ name, aliases: [] }]);
    const sent = [];
    for (const agencies of [first, first, first, other, other])
      sent.push(await pool.derive(Uint8Array.of(1), agencies === undefined ? {} : { hints: { agencies } }));
    expect(sent).toEqual([first, 'as before', 'as before', other, 'as before']);
  });
});

describe('a thread that fails', () => {
  const limits = { seconds: 0.2 };
  const second = (pool: DerivePool) => pool.derive(Uint8Array.of(7));

  it('by hanging is ended in time, and the next document is read by another', async () => {
    const pool = poolThat('if (task.bytes[0] === 1) for (;;); answer(task);');
    await expect(pool.derive(Uint8Array.of(1), { limits })).rejects.toMatchObject({ code: 'too_slow' });
    expect(await second(pool)).toEqual({ by: 7 });
  });

  it('by running out of memory refuses the document that it was at, and no other', async () => {
    const pool = poolThat(
      'if (task.bytes[0] === 1) { const all = []; for (;;) all.push(new Array(1e6).fill(task)); } answer(task);',
    );
    const [first, next] = await Promise.allSettled([pool.derive(Uint8Array.of(1)), second(pool)]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'too_large' } });
    expect(next).toMatchObject({ status: 'fulfilled', value: { by: 7 } });
  });

  it('by a defect throws it where the document was given', async () => {
    const pool = poolThat("if (task.bytes[0] === 1) throw new RangeError('a defect'); answer(task);");
    await expect(pool.derive(Uint8Array.of(1))).rejects.toThrow('a defect');
    expect(await second(pool)).toEqual({ by: 7 });
  });

  it('is not waited for when the pool is closed', async () => {
    const pool = poolThat('');
    const waiting = [pool.derive(Uint8Array.of(1)), pool.derive(Uint8Array.of(2))].map((one) =>
      one.catch(() => 'refused'),
    );
    await pool.close();
    expect(await Promise.all(waiting)).toEqual(['refused', 'refused']);
    await expect(pool.derive(Uint8Array.of(3))).rejects.toThrow('closed');
  });
});
