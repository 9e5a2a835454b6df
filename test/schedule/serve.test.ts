import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runCli } from '../../src/cli/program.js';
import { packagePlace } from '../../src/place/package.js';
import { acquireDaemonLock, acquireHarvestLock, isDaemonRunning } from '../../storage/index.js';
import { openDatabase } from '../../storage/sqlite/binding.js';
import { nianbao } from '../cli/run.js';
import { newArchive, newPortal, scratch } from '../harvest/setup.js';

/** A configuration of one simulated portal, harvested every night, and a home without an archive. */
async function place(schedule: Readonly<Record<string, unknown>> = { jitter: 0 }) {
  const folder = scratch();
  const config = join(folder, 'config');
  mkdirSync(join(config, 'portals'), { recursive: true });
  cpSync(join(packagePlace().root, 'config/editions'), join(config, 'editions'), { recursive: true });
  const portal = await newPortal();
  writeFileSync(join(config, 'portals/simulated.yaml'), JSON.stringify(portal.portalConfig('both')));
  const limits = { timeouts: { idle: 2, total: 5, backoff: 0 } };
  writeFileSync(join(config, 'nianbao.yaml'), JSON.stringify({ pause: 0, ...limits, schedule }));
  return { portal, config, home: join(folder, 'home') };
}

interface Running {
  readonly log: () => readonly Record<string, unknown>[];
  /** Ends it as SIGTERM does. @returns the exit code */
  stop(): Promise<number>;
}

/** The daemon, in this process, as the command line runs it. */
function start(home: string, config: string, ...more: string[]): Running {
  const stop = new AbortController();
  let err = '';
  const ended = runCli(['daemon', '--home', home, '--config', config, '--port', '0', ...more], {
    stdout: { write: () => true },
    stderr: { write: (text) => (err += text) },
    env: {},
    cwd: home,
    signal: stop.signal,
    now: () => new Date(),
  });
  const end = async () => {
    stop.abort();
    return await ended;
  };
  onTestFinished(async () => void (await end()));
  const lines = () => err.split('\n').filter((line) => line.startsWith('{'));
  return { log: () => lines().map((line) => JSON.parse(line)), stop: end };
}

const until = (condition: () => unknown) =>
  vi.waitFor(() => expect(condition()).toBeTruthy(), { timeout: 20_000, interval: 20 });
const says = (running: Running, msg: string) => running.log().find((entry) => entry.msg === msg);

describe('nianbao daemon', () => {
  it('harvests what is due at the start, answers, is seen by status, and stops with 0', async () => {
    const { home, config } = await place();
    const daemon = start(home, config);
    await until(() => says(daemon, 'run ended'));
    const address = String(says(daemon, 'listening')?.address);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const metrics = await (await fetch(`${address}/metrics`)).text();
    expect(metrics).toMatch(/^nianbao_last_success_timestamp_seconds\{portal="simulated"\} \d/m);
    expect(metrics).toMatch(/^process_resident_memory_bytes \d/m);

    expect(isDaemonRunning(home)).toBe(true);
    const status = JSON.parse((await nianbao(['status', '--json', '--home', home])).out);
    expect(status.daemon).toMatchObject({ isRunning: true, state: { pid: process.pid, address } });
    expect(Object.keys(status.daemon.state.lastSuccess)).toEqual(['simulated']);
    expect((await nianbao(['status', '--home', home])).out).toMatch(
      /^daemon +running since .* \(process \d+\): .*\nnext +simulated /m,
    );

    expect(await daemon.stop()).toBe(0);
    expect(isDaemonRunning(home)).toBe(false);
    expect((await nianbao(['status', '--home', home])).out).toMatch(/^daemon +not running: stopped at /m);
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });

  it('answers nowhere with --port off, and harvests all the same', async () => {
    const { home, config } = await place();
    const daemon = start(home, config, '--port', 'off');
    await until(() => says(daemon, 'run ended'));
    expect(says(daemon, 'listening')).toBeUndefined();
    const { daemon: view } = JSON.parse((await nianbao(['status', '--json', '--home', home])).out);
    expect(view).toMatchObject({ isRunning: true, state: { address: null } });
    expect(await daemon.stop()).toBe(0);
  });

  it('started again on the same day has nothing to do', async () => {
    const { portal, home, config } = await place();
    const first = start(home, config);
    await until(() => says(first, 'run ended'));
    await first.stop();
    portal.clearLog();
    const second = start(home, config);
    await until(() => says(second, 'daemon begins'));
    await until(() => JSON.parse(readFileSync(join(home, 'daemon.json'), 'utf8')).doing === 'idle');
    await second.stop();
    expect(portal.log).toEqual([]);
  });

  it('stopped in the middle of a run goes on with it the next time', async () => {
    const { portal, home, config } = await place();
    const first = start(home, config);
    await until(() => portal.log.length > 3);
    expect(await first.stop()).toBe(0);
    const second = start(home, config);
    await until(() => says(second, 'run ended'));
    await second.stop();
    const { runs } = JSON.parse((await nianbao(['status', '--json', '--home', home])).out);
    expect(runs.map(({ id, outcome }: { id: number; outcome: string }) => [id, outcome])).toEqual([
      [1, 'done'],
    ]);
  });

  it('waits for a manual harvest, and says so', async () => {
    const { home, config } = await place();
    const lock = await acquireHarvestLock(home, new Date());
    onTestFinished(() => lock.release());
    const daemon = start(home, config);
    await until(() => says(daemon, 'the archive is in use: the run is postponed'));
    await until(() => JSON.parse(readFileSync(join(home, 'daemon.json'), 'utf8')).doing === 'waiting');
    expect((await nianbao(['status', '--home', home])).out).toMatch(
      /waiting until 20\d\d-.*: .*harvesting into this archive/,
    );
    expect(await daemon.stop()).toBe(0);
  });
});

describe('a daemon that can not start says why, with code 1, and leaves everything as it was', () => {
  const refused = async (home: string, config: string, port = '0') => {
    const { code, err, out } = await nianbao(['daemon', '--home', home, '--config', config, '--port', port]);
    expect([code, out]).toEqual([1, '']);
    return err;
  };

  it('where another is at work', async () => {
    const { home, config } = await place();
    const lock = await acquireDaemonLock(home, new Date());
    onTestFinished(() => lock.release());
    expect(await refused(home, config)).toMatch(
      /process \d+ has been the daemon of this archive since .*stop it first/,
    );
  });

  it('where the cron expression is none: with file, line and column', async () => {
    const { home, config } = await place();
    writeFileSync(join(config, 'nianbao.yaml'), 'pause: 0\nschedule:\n  cron: "30 26 * * *"\n');
    expect(await refused(home, config)).toMatch(
      /nianbao\.yaml:3:9: schedule\.cron: 「30 26 \* \* \*」 is not a valid cron expression: hour/,
    );
  });

  it('where a portal file is broken: also one of many', async () => {
    const { home, config } = await place();
    writeFileSync(join(config, 'portals/later.yaml'), 'name: [');
    expect(await refused(home, config)).toMatch(/later\.yaml:1:\d+: not valid YAML/);
  });

  it('where the port is taken', async () => {
    const { home, config } = await place();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    expect(await refused(home, config, String(port))).toMatch(
      new RegExp(`another process listens on 127.0.0.1:${port}`),
    );
    expect(isDaemonRunning(home)).toBe(false);
  });

  it('where the archive is of a newer nianbao', async () => {
    const { home, config } = await place();
    mkdirSync(home, { recursive: true });
    const path = join(home, 'archive.sqlite');
    await (await newArchive(path)).close();
    const db = openDatabase(path);
    db.pragma('user_version = 999');
    db.close();
    const before = readFileSync(path);
    expect(await refused(home, config)).toMatch(/archive\.sqlite: .*999/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0)('where the folder may not be written', async () => {
    const { home, config } = await place();
    mkdirSync(home, { recursive: true });
    chmodSync(home, 0o500);
    expect(await refused(home, config)).toMatch(/permissions/);
  });

  it('where the home is no folder', async () => {
    const { home, config } = await place();
    writeFileSync(home, 'a file');
    expect(await refused(home, config)).toMatch(/its folder is a file/);
  });

  it('where no portal is enabled', async () => {
    const { home, config } = await place();
    const file = join(config, 'portals/simulated.yaml');
    const portal = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...portal, enabled: false, disabledReason: '-' }));
    expect(await refused(home, config)).toMatch(/no portal is enabled/);
  });
});

describe('nianbao daemon --plan', () => {
  it('prints the nights to come, and touches no archive', async () => {
    const { home, config } = await place();
    const { out, code } = await nianbao([
      'daemon',
      '--plan',
      '2',
      '--json',
      '--home',
      home,
      '--config',
      config,
    ]);
    expect(code).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        portal: 'simulated',
        slot: '2024-02-02T18:30:00.000Z',
        at: '2024-02-02T18:30:00.000Z',
        pausedUntil: null,
      },
      {
        portal: 'simulated',
        slot: '2024-02-03T18:30:00.000Z',
        at: '2024-02-03T18:30:00.000Z',
        pausedUntil: null,
      },
    ]);
    expect(isDaemonRunning(home)).toBe(false);
  });
});
