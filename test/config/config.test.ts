import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Gate } from '../../crawlers/fetch/gate.js';
import { loadPortal, loadPortals } from '../../src/config/portal/book.js';
import { parsePortal } from '../../src/config/portal/portal.js';
import { loadSettings, parseSettings } from '../../src/config/settings/settings.js';
import { ConfigError } from '../../src/errors.js';
import { configDirectory } from '../../src/place/directory.js';
import { packagePlace } from '../../src/place/package.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nianbao-config-'));
  mkdirSync(join(folder, 'portals'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  delete process.env.NIANBAO_CONFIG;
});

function faultOf(load: () => unknown): ConfigError {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was wrong with it');
}

describe('where the configuration is', () => {
  test('in the package, where NIANBAO_CONFIG says, or where the caller says', () => {
    expect(configDirectory()).toBe(join(packagePlace().root, 'config'));
    process.env.NIANBAO_CONFIG = folder;
    expect(configDirectory()).toBe(folder);
    expect(configDirectory('/elsewhere')).toBe('/elsewhere');
  });
});

describe('settings', () => {
  test('the file that ships says the defaults', () => {
    expect(loadSettings()).toEqual(parseSettings({}));
    expect(loadSettings()).toMatchObject({
      contact: null,
      userAgent: `nianbao/${packagePlace().version}`,
      pause: 3,
      limits: {
        bodyBytes: 20 * 1024 * 1024,
        redirects: 5,
        listPages: 1000,
        files: 10,
        retries: 2,
        failures: 20,
      },
      browser: { executablePath: null },
      harvest: { firstYear: 2019, portals: 4, withdrawnAfter: 3, resumeWithin: 20 },
    });
  });

  test('a contact address goes into the User-Agent', () => {
    const { userAgent } = parseSettings({ contact: 'archive@example.org' });
    expect(userAgent).toBe(`nianbao/${packagePlace().version} (+archive@example.org)`);
    expect(() => parseSettings({ contact: 'x\r\nCookie: a' })).toThrow(ConfigError);
  });

  test('a folder without the file has the defaults, and so has an empty file', () => {
    expect(loadSettings(folder)).toEqual(parseSettings({}));
    writeFileSync(join(folder, 'nianbao.yaml'), '# nothing\n');
    expect(loadSettings(folder)).toEqual(parseSettings({}));
  });

  test.each<[string, string, number, number, string]>([
    ['broken syntax', 'pause: 3\ntimeouts: {idle: 3\nlimits:\n', 3, 1, 'not valid YAML'],
    ['a key given twice', 'pause: 3\npause: 4\n', 2, 1, 'not valid YAML'],
    ['an unknown key', 'pause: 3\nlimits:\n  retries: 1\n  retrys: 2\n', 4, 3, 'limits: unknown key retrys'],
    ['a value of another type', 'contact: null\ntimeouts:\n  idle: soon\n', 3, 9, 'timeouts.idle'],
    ['a value out of range', 'limits:\n    redirects: 99\n', 2, 16, 'limits.redirects'],
    ['a list for a map', '- a\n', 1, 1, 'expected object'],
    ['too many portals at a time', 'harvest:\n  portals: 51\n', 2, 12, 'harvest.portals'],
    ['a browser that is no path', 'browser:\n  executablePath: 3\n', 2, 19, 'browser.executablePath'],
  ])('%s is named with its place', (_, text, line, column, message) => {
    const file = join(folder, 'nianbao.yaml');
    writeFileSync(file, text);
    const fault = faultOf(() => loadSettings(folder));
    expect(fault.place).toEqual({ file, line, column });
    expect(fault.message).toContain(message);
    expect(fault.describe()).toContain(`nianbao.yaml:${line}:${column}: `);
    rmSync(file);
  });
});

const good = `name: 试验县
region: '330482'
baseUrl: http://www.example.gov.cn
agencies:
  - name: 财政局
    code: '001'
columns:
  - family: hanweb-annual-report
`;

function faultIn(text: string): ConfigError {
  writeFileSync(join(folder, 'portals', 'x.yaml'), text);
  return faultOf(() => loadPortal('x', { pause: 3 }, folder));
}

describe('a portal', () => {
  test('with what it must say, and the defaults of the rest', () => {
    writeFileSync(join(folder, 'portals', 'x.yaml'), good);
    expect(loadPortal('x', { pause: 7 }, folder)).toEqual({
      id: 'x',
      name: '试验县',
      region: '330482',
      baseUrl: 'http://www.example.gov.cn/',
      hosts: ['www.example.gov.cn'],
      enabled: true,
      formerHosts: [],
      disabledReason: null,
      pause: 7,
      allowPrivateAddresses: false,
      browser: 'auto',
      tls: null,
      schedule: {},
      limits: {},
      expect: {},
      titles: { include: [], exclude: [] },
      agencies: [{ name: '财政局', aliases: [], code: '001' }],
      allAgencies: false,
      columns: [
        {
          family: 'hanweb-annual-report',
          settings: { path: '/module/xxgk/xxgkAnnualReport.jsp', directory: [] },
        },
      ],
    });
  });

  test.each<[string, string, number, number, string]>([
    ['an unknown key', `${good}speed: 9\n`, 9, 1, 'unknown key speed'],
    ['an unknown key of an agency', good.replace('code:', 'kode:'), 6, 5, 'agencies[0]: unknown key kode'],
    ['an unknown key of a family', `${good}    years: 3\n`, 9, 5, 'columns[0]: unknown key years'],
    ['a code without quotes', good.replace("'001'", '001'), 6, 11, 'quotes'],
    ['a region without quotes', good.replace("'330482'", '330482'), 2, 9, 'quotes'],
    ['a base address that is none', good.replace('http://www', 'www'), 3, 10, 'baseUrl'],
    ['an unknown family', good.replace('hanweb-annual', 'hanweb-yearly'), 8, 13, 'hanweb-jpage'],
    ['a setting missing', good.replace('hanweb-annual-report', 'hanweb-jpage'), 8, 5, 'columns[0].column'],
    [
      'a setting of another type',
      good.replace('hanweb-annual-report', 'hanweb-jpage\n    column: 77'),
      9,
      13,
      'quoted',
    ],
    ['no name', good.replace(/^name.*\n/, ''), 1, 1, 'name'],
    ['disabled without a reason', `${good}enabled: false\n`, 9, 10, 'disabledReason'],
    [
      'enabled without columns',
      good.replace(/columns[\s\S]*/, 'columns: []\n'),
      7,
      10,
      'at least one column',
    ],
    [
      'an agency twice',
      good.replace('columns:', '  - name: 县财政局\n    aliases: [财政局]\ncolumns:'),
      7,
      5,
      '财政局',
    ],
    ['a host with a path', `${good}hosts: [a.gov.cn/x]\n`, 9, 9, 'hosts[0]'],
    ['another use of a browser', `${good}browser: maybe\n`, 9, 10, 'browser'],
    ['an unknown key of tls', `${good}tls:\n  verfy: false\n`, 10, 3, 'tls: unknown key verfy'],
    ['a TLS version that is none', `${good}tls:\n  minVersion: SSLv3\n`, 10, 15, 'tls.minVersion'],
    ['certificates that are not there', `${good}tls:\n  ca: x.pem\n`, 10, 7, 'cannot be read'],
    ['certificates that are none', `${good}tls:\n  verify: true\n  ca: x.yaml\n`, 11, 7, 'no certificate'],
    ['a limit of nothing', `${good}limits:\n  listPages: 0\n`, 10, 14, 'limits.listPages'],
    ['a limit that is not its own', `${good}limits:\n  retries: 9\n`, 10, 3, 'unknown key retries'],
    ['broken syntax', `${good}hosts: [a\n`, 10, 1, 'not valid YAML'],
  ])('with %s is refused, with line and column', (_, text, line, column, message) => {
    const fault = faultIn(text);
    expect(fault.message).toContain(message);
    expect([fault.place.line, fault.place.column]).toEqual([line, column]);
  });

  test('with several faults names them all, the first with its place', () => {
    const fault = faultIn(`${good.replace("'330482'", 'x')}speed: 1\n`);
    expect(fault.message).toMatch(/^region.*; line 9: unknown key speed$/);
    expect(fault.place.line).toBe(2);
  });

  test('that does not exist is named with those that do', () => {
    writeFileSync(join(folder, 'portals', 'x.yaml'), good);
    expect(faultOf(() => loadPortal('y', { pause: 3 }, folder)).hint).toContain('x');
    expect(faultOf(() => loadPortal('../nianbao', { pause: 3 }, folder)).message).toContain('no portal');
  });

  test('in a file with a bad name is not passed over', () => {
    const file = join(folder, 'portals', 'Bad Name.yml');
    writeFileSync(file, good);
    expect(faultOf(() => loadPortals({ pause: 3 }, folder)).place.file).toBe(file);
    rmSync(file);
  });

  test('from an object is an ordinary portal', () => {
    const given = {
      name: 'a',
      region: '000000',
      baseUrl: 'http://127.0.0.1:81/x/',
      columns: [{ family: 'hanweb-annual-report' }],
    };
    expect(parsePortal(given, 'demo', { pause: 0 })).toMatchObject({
      id: 'demo',
      baseUrl: 'http://127.0.0.1:81/x/',
      hosts: ['127.0.0.1:81'],
      pause: 0,
    });
    expect(() => parsePortal({ ...given, typo: 1 }, 'demo', { pause: 0 })).toThrow('unknown key typo');
  });
});

describe('the TLS of a portal', () => {
  const tlsOf = (tls: unknown) =>
    parsePortal(
      {
        name: 'a',
        region: '000000',
        baseUrl: 'https://www.example.gov.cn/',
        enabled: false,
        disabledReason: 'x',
        tls,
      },
      'x',
      { pause: 0 },
      folder,
    ).tls;

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['an empty map', {}],
    ['the usual', { verify: true, minVersion: 'TLSv1.2', legacyRenegotiation: false }],
  ])('is the usual where its file says %s', (_, tls) => {
    expect(tlsOf(tls)).toBeNull();
  });

  const usual = { verify: true, minVersion: null, legacyRenegotiation: false, ca: null };
  test.each<[Record<string, unknown>]>([
    [{ verify: false }],
    [{ minVersion: 'TLSv1' }],
    [{ minVersion: 'TLSv1.3' }],
    [{ legacyRenegotiation: true }],
  ])('differs by %o', (tls) => {
    expect(tlsOf(tls)).toEqual({ ...usual, ...tls });
  });

  test('trusts the certificates of a file beside its own', () => {
    const [certificate = ''] = rootCertificates;
    writeFileSync(join(folder, 'ca.pem'), `an intermediate\n${certificate}\n`);
    expect(tlsOf({ ca: 'ca.pem' })).toEqual({ ...usual, ca: `an intermediate\n${certificate}\n` });
    writeFileSync(join(folder, 'ca.pem'), certificate.replace(/\n.{20}/, '\nAAAA'));
    expect(() => tlsOf({ ca: 'ca.pem' })).toThrow('damaged');
  });

  test('is loaded from the folder of the file', () => {
    writeFileSync(join(folder, 'portals', 'ca.pem'), rootCertificates[0] ?? '');
    writeFileSync(join(folder, 'portals', 'x.yaml'), `${good}tls:\n  ca: ca.pem\n`);
    expect(loadPortal('x', { pause: 3 }, folder).tls?.ca).toBe(rootCertificates[0]);
  });
});

test('limits and browser of a portal are its own', () => {
  writeFileSync(
    join(folder, 'portals', 'x.yaml'),
    `${good}browser: never\nlimits: { listPages: 7, failures: 3 }\n`,
  );
  expect(loadPortal('x', { pause: 3 }, folder)).toMatchObject({
    browser: 'never',
    limits: { listPages: 7, failures: 3 },
  });
});

describe('the portals that ship', () => {
  const portals = loadPortals(loadSettings());

  test('are those of the mission', () => {
    expect(portals.map(({ id, region, enabled }) => [id, region, enabled])).toEqual([
      ['linping', '330113', true],
      ['luohe-shifanqu', '411100', false],
      ['pinghu', '330482', true],
    ]);
  });

  test.each(portals.map((portal) => [portal.id, portal] as const))('%s is sound', (_, portal) => {
    expect(portal.allowPrivateAddresses).toBe(false);
    expect(portal.pause).toBeGreaterThanOrEqual(3);
    expect(() => new Gate(portal).check(new URL(portal.baseUrl))).not.toThrow();
    if (!portal.enabled) expect(portal.disabledReason).not.toBeNull();
  });
});
