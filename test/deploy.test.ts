import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseSettings } from '../src/config/settings/settings.js';
import { OCR_HINT } from '../src/document/scan/model/engine.js';
import { packagePlace } from '../src/place/package.js';
import { silentProgram } from './cli/run.js';

const { root } = packagePlace();
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const { schedule, watch } = parseSettings({});

const commands = silentProgram().commands.map((command) => command.name());

/** A unit as lists of values, by section and key. */
function unit(name: string): (section: string, key: string) => readonly string[] {
  let section = '';
  const found = new Map<string, string[]>();
  for (const line of read(`deploy/${name}`).split('\n')) {
    const head = /^\[(\w+)\]$/.exec(line)?.[1];
    if (head !== undefined) section = head;
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    found.set(`${section}.${key}`, [...(found.get(`${section}.${key}`) ?? []), value]);
  }
  return (of, key) => found.get(`${of}.${key}`) ?? [];
}

const SERVICES = ['nianbao.service', 'nianbao-harvest.service'] as const;

describe('the units', () => {
  it.each(SERVICES)('%s runs commands that there are, where operating.md installs them', (name) => {
    const service = unit(name);
    const lines = [...service('Service', 'ExecStart'), ...service('Service', 'ExecStartPost')];
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const [, script, command] = /^\/usr\/bin\/node \/opt\/nianbao\/(\S+) (\w+)/.exec(line) ?? [];
      expect(script).toBe('dist/src/cli/main.js');
      expect(commands).toContain(command);
    }
    expect(read('docs/operating.md')).toContain('git clone <repository> /opt/nianbao');
  });

  it.each(SERVICES)('%s runs unprivileged, and writes to its data folder only', (name) => {
    const service = unit(name);
    expect(service('Service', 'User')).toEqual(['nianbao']);
    expect(service('Service', 'ProtectSystem')).toEqual(['strict']);
    expect(service('Service', 'NoNewPrivileges')).toEqual(['true']);
    expect(service('Service', 'CapabilityBoundingSet')).toEqual(['']);
    expect(service('Service', 'Environment')).toContain(
      `NIANBAO_HOME=/var/lib/${service('Service', 'StateDirectory')[0]}`,
    );
  });

  it.each(SERVICES)('%s is given longer to stop than the report in hand may take', (name) => {
    expect(Number(unit(name)('Service', 'TimeoutStopSec')[0])).toBeGreaterThan(schedule.stopWithin);
  });

  it('start the harvest when the daemon would', () => {
    const timer = unit('nianbao-harvest.timer');
    const [minute, hour] = schedule.cron.split(' ').map((part) => part.padStart(2, '0'));
    expect(timer('Timer', 'OnCalendar')).toEqual([`*-*-* ${hour}:${minute}:00 ${schedule.zone}`]);
    expect(timer('Timer', 'RandomizedDelaySec')).toEqual([`${schedule.jitter / 60}min`]);
    expect(timer('Timer', 'Persistent')).toEqual(['true']);
  });
});

describe('the image', () => {
  const dockerfile = read('Dockerfile');

  it('adds what recognises scans as the hint says that users must', () => {
    const [, , ...words] = OCR_HINT.split(' ');
    const install = /npm install (.*?);/su.exec(dockerfile)?.[1]?.split(/[\s\\]+/u) ?? [];
    expect(words.filter((word) => !install.includes(word))).toEqual([]);
  });

  it('copies only what there is', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) =>
      (names ?? '').split(' '),
    );
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  it('has every folder of the sources', () => {
    for (const folder of ['src', 'crawlers', 'storage', 'config', 'scripts'])
      expect(dockerfile).toContain(`COPY ${folder} ./${folder}`);
  });

  it('recognises scans with the packages that the code asks for', () => {
    const manifest = z
      .object({ peerDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    for (const [name, version] of Object.entries(manifest.peerDependencies))
      expect(dockerfile).toContain(`${name}@${version}`);
  });

  it('ends as an unprivileged user that runs the daemon', () => {
    const lines = dockerfile.split('\n');
    const user = lines.findLastIndex((line) => line.startsWith('USER '));
    expect(lines[user]).toBe('USER nianbao');
    expect(lines.findIndex((line) => line.startsWith('ENTRYPOINT'))).toBeGreaterThan(user);
    expect(dockerfile).toContain('CMD ["daemon"]');
    expect(commands).toContain('daemon');
  });

  it('asks after its health where the daemon answers', () => {
    expect(dockerfile).toContain(`http://${watch.host}:${watch.port}/healthz`);
  });
});

describe('the compose file', () => {
  const file = z
    .object({
      services: z.object({
        nianbao: z.object({
          read_only: z.literal(true),
          cap_drop: z.array(z.string()),
          security_opt: z.array(z.string()),
          stop_grace_period: z.string(),
          volumes: z.array(z.string()),
          tmpfs: z.array(z.string()),
        }),
      }),
      volumes: z.record(z.string(), z.unknown()),
    })
    .parse(parse(read('compose.yaml')));
  const { nianbao } = file.services;

  it('gives a read-only root, no capabilities, and a volume for the data', () => {
    expect(nianbao.cap_drop).toEqual(['ALL']);
    expect(nianbao.security_opt).toContain('no-new-privileges:true');
    expect(nianbao.volumes).toContain('data:/data');
    expect(Object.keys(file.volumes)).toEqual(['data']);
    expect(nianbao.tmpfs[0]).toMatch(/^\/tmp:/);
  });

  it('waits longer for the end than the report in hand may take', () => {
    expect(Number.parseInt(nianbao.stop_grace_period, 10)).toBeGreaterThan(schedule.stopWithin);
  });
});
