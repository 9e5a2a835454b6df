import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ArchiveError } from '../../src/errors.js';
import { newLog } from '../../src/schedule/log.js';
import { redact } from '../../src/schedule/redact.js';
import { RunWatch } from '../../src/schedule/run-watch.js';
import { readState, writeState } from '../../src/schedule/state.js';
import {
  Systemd,
  type SystemdSend,
  sendBySystemdNotify,
  watchdogInterval,
} from '../../src/schedule/systemd.js';
import { portalOf, trial } from './helpers.js';

describe('the log', () => {
  it.each([
    ['https://oapi.dingtalk.com/robot/send?access_token=4f2a9c', '4f2a9c'],
    ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx', '693a91f6'],
    ['https://open.feishu.cn/open-apis/bot/v2/hook/9d3c1b7e', '9d3c1b7e'],
    ['https://hooks.slack.com/services/T00/B00/XXsecretXX', 'XXsecretXX'],
    ['smtps://bot:hunter2@mail.example.cn:465', 'hunter2'],
    ['Authorization: Bearer abcdef123456', 'abcdef123456'],
  ])('hides the secret of %s', (text, secret) => {
    const lines: string[] = [];
    const log = newLog({ write: (line) => lines.push(line) }, 'info');
    log.info({ url: text, list: [text], deep: { text } }, `asked ${text}`);
    log.error({ err: new Error(text) }, 'failed');
    expect(lines.join('')).not.toContain(secret);
    expect(lines.join('')).toContain('[hidden]');
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ pid: process.pid });
  });

  it('hides values that are named like secrets', () => {
    const lines: string[] = [];
    const log = newLog({ write: (line) => lines.push(line) }, 'info');
    log.info({
      smtp: { user: 'bot', password: 'hun"ter2' },
      headers: { authorization: 'zzz', cookie: 'yyy' },
    });
    expect(lines.join('')).not.toMatch(/ter2|zzz|yyy/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ smtp: { user: 'bot' } });
  });

  it('leaves the addresses of reports as they are', () => {
    const url = 'http://www.pinghu.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2022&area=741033213';
    expect(redact(url)).toBe(url);
  });

  it('gives errors their code, place and message', () => {
    const lines: string[] = [];
    const log = newLog({ write: (line) => lines.push(line) }, 'info');
    log.error({ err: new ArchiveError('disk_full', 'no space', { file: '/data/archive.sqlite' }) }, 'x');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      err: { code: 'disk_full', file: '/data/archive.sqlite' },
    });
  });
});

describe('a run', () => {
  it('is stuck where a portal is under way and nothing happens, and only then', () => {
    const time = vi.spyOn(performance, 'now').mockReturnValue(0);
    onTestFinished(() => time.mockRestore());
    const log = newLog({ write: () => undefined }, 'info');
    const run = new RunWatch(
      ['a', 'b'],
      () => new Date(0),
      log,
      () => undefined,
    );
    time.mockReturnValue(7_200_000);
    expect(run.isStalled(3600)).toBe(false); // all portals wait for their time
    run.listener.portalStarted?.(portalOf('a'));
    expect(run.isStalled(3600)).toBe(false);
    time.mockReturnValue(7_200_000 + 3_599_000);
    expect(run.isStalled(3600)).toBe(false);
    time.mockReturnValue(7_200_000 + 3_601_000);
    expect(run.isStalled(3600)).toBe(true);
    run.progress();
    expect(run.isStalled(3600)).toBe(false);
  });
});

describe('the state file', () => {
  it('is read as it was written, and is none where it is damaged', async () => {
    const home = mkdtempSync(join(tmpdir(), 'nianbao-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    expect(await readState(home)).toBeNull();
    const { daemon } = trial('2024-02-01T20:00:00Z');
    await writeState(home, daemon.state());
    expect(await readState(home)).toEqual(daemon.state());
    writeFileSync(join(home, 'daemon.json'), '{"pid": 1');
    expect(await readState(home)).toBeNull();
  });
});

describe('systemd', () => {
  it('is told only where it asked', async () => {
    const send = vi.fn<SystemdSend>(async () => undefined);
    const options = { isHealthy: () => true, onError: () => undefined, send };
    await new Systemd({ ...options, env: {} }).ready();
    expect(send).not.toHaveBeenCalled();
    const systemd = new Systemd({ ...options, env: { NOTIFY_SOCKET: '/run/x' } });
    await systemd.ready();
    await systemd.status('idle');
    await systemd.status('idle');
    await systemd.stopping();
    expect(send.mock.calls).toEqual([
      [['READY=1', `MAINPID=${process.pid}`]],
      [['STATUS=idle']],
      [['STOPPING=1']],
    ]);
  });

  it('hears that the daemon is alive at half of its patience, only while it is healthy', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const send = vi.fn<SystemdSend>(async () => undefined);
    let isHealthy = true;
    const env = { NOTIFY_SOCKET: '/run/x', WATCHDOG_USEC: '60000000' };
    const systemd = new Systemd({ env, isHealthy: () => isHealthy, onError: () => undefined, send });
    await systemd.ready();
    vi.advanceTimersByTime(90_000);
    expect(send.mock.calls.filter(([message]) => String(message) === 'WATCHDOG=1')).toHaveLength(3);
    isHealthy = false;
    vi.advanceTimersByTime(90_000);
    expect(send.mock.calls.filter(([message]) => String(message) === 'WATCHDOG=1')).toHaveLength(3);
    await systemd.stopping();
  });

  it('watches no other process', () => {
    expect(watchdogInterval({ WATCHDOG_USEC: '30000000' })).toBe(15_000);
    expect(watchdogInterval({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '1' })).toBeNull();
    expect(watchdogInterval({ WATCHDOG_USEC: 'soon' })).toBeNull();
  });

  it('that can not be told is told of once, and ends nothing', async () => {
    const onError = vi.fn();
    const send = async () => {
      throw new Error('no systemd-notify');
    };
    const systemd = new Systemd({ env: { NOTIFY_SOCKET: '/run/x' }, isHealthy: () => true, onError, send });
    await systemd.ready();
    await systemd.stopping();
    expect(onError).toHaveBeenCalledTimes(1);
  });

  it('hears it on a real socket', async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'nianbao-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const socket = join(folder, 'notify');
    const script =
      'import socket,sys\ns=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM)\ns.bind(sys.argv[1])\ns.settimeout(10)\nprint("bound",flush=True)\nprint(s.recv(4096).decode(),flush=True)';
    const receiver = spawn('python3', ['-c', script, socket], { stdio: ['ignore', 'pipe', 'ignore'] });
    let heard = '';
    const until = (wanted: string) =>
      new Promise<boolean>((resolve) => {
        receiver.stdout.on('data', (data) => {
          heard += String(data);
          if (heard.includes(wanted)) resolve(true);
        });
        receiver.once('error', () => resolve(false));
        receiver.once('close', () => resolve(heard.includes(wanted)));
      });
    if (!(await until('bound'))) context.skip('no python3 here');
    const before = process.env.NOTIFY_SOCKET;
    process.env.NOTIFY_SOCKET = socket;
    try {
      const said = until('READY=1');
      const sent = await sendBySystemdNotify(['--no-block', 'READY=1']).then(
        () => true,
        () => false,
      );
      if (!sent) context.skip('no systemd-notify here');
      expect(await said).toBe(true);
    } finally {
      receiver.kill();
      if (before === undefined) delete process.env.NOTIFY_SOCKET;
      else process.env.NOTIFY_SOCKET = before;
    }
  });
});
