// npm run test:seeds -- [--times 10] [--rounds 1] [test/folder ...]
//
// Runs every property test with new seeds and many times the runs of `npm test`. Whatever makes one fail goes into
// test/seeds.json, so that `npm test` fails on it until it is mended, and again should it ever return. The seed of a
// round over all folders without a counterexample becomes the seed of `npm test`.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = join(root, 'test', 'seeds.json');
const HOUR = 3_600_000;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '10' }, rounds: { type: 'string', default: '1' } },
});

const suites = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .map((name) => `test/${name.replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.test.ts') && readFileSync(join(root, name), 'utf8').includes('holds('))
  .filter((name) => positionals.length === 0 || positionals.some((part) => name.startsWith(part)));

const scratch = mkdtempSync(join(tmpdir(), 'nianbao-seeds-'));
let total = 0;
let failed = false;
try {
  for (let round = 1; round <= Number(values.rounds); round++) {
    const seed = randomInt(2 ** 31);
    const log = join(scratch, `found-${round}.jsonl`);
    console.log(`round ${round}: seed ${seed}, ${suites.length} files, ${values.times} times the runs`);
    const { status } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', `--testTimeout=${HOUR}`, ...suites],
      {
        cwd: root,
        stdio: 'inherit',
        env: {
          ...process.env,
          PROPERTY_SEED: String(seed),
          PROPERTY_TIMES: values.times,
          PROPERTY_FOUND: log,
        },
      },
    );
    const found = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
    total += keep(
      found.map((line) => JSON.parse(line)),
      status === 0 && positionals.length === 0 ? seed : null,
    );
    failed ||= status !== 0;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(total === 0 ? 'no counterexample' : `${total} counterexamples added to test/seeds.json`);
process.exit(failed ? 1 : 0);

/** Writes what was found into test/seeds.json, each once; and the seed, where there is a new one. Returns how many. */
function keep(found, seed) {
  const seeds = JSON.parse(readFileSync(file, 'utf8'));
  let added = 0;
  for (const { name, found: counterexample } of found) {
    seeds.counterexamples[name] ??= [];
    const known = seeds.counterexamples[name];
    if (known.some((each) => isDeepStrictEqual(each, counterexample))) continue;
    known.push(counterexample);
    added++;
  }
  const counterexamples = Object.fromEntries(
    Object.entries(seeds.counterexamples).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify({ seed: seed ?? seeds.seed, counterexamples }, null, 2)}\n`);
  spawnSync(
    process.execPath,
    [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--write', file],
    {
      cwd: root,
      stdio: 'ignore',
    },
  );
  return added;
}
