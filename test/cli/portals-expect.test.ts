import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadPortal } from '../../src/config/portal/book.js';
import { configDirectory } from '../../src/place/directory.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import { newPortal, scratch } from '../harvest/setup.js';
import { jsonLines, nianbao } from './run.js';

const reports = generateReports({ seed: 91, agencies: 5, years: [2021, 2022] });
const [victim = ''] = reports.map(({ agency }) => agency);

function workplace(portal: SimulatedPortal) {
  const folder = scratch();
  const config = join(folder, 'config');
  mkdirSync(join(config, 'portals'), { recursive: true });
  cpSync(join(configDirectory(), 'editions'), join(config, 'editions'), { recursive: true });
  writeFileSync(join(config, 'nianbao.yaml'), 'pause: 0\ntimeouts: { backoff: 0 }\nlimits: { retries: 0 }\n');
  const file = join(config, 'portals', 'pinghu.yaml');
  writeFileSync(file, `# by hand\n${stringify({ ...portal.portalConfig(), browser: 'never' })}`);
  return { place: ['--home', join(folder, 'data'), '--config', config], config, file };
}

describe('portals expect', () => {
  it('drafts from what the archive has, and writes nothing that it is not told to', async () => {
    const portal = await newPortal({ reports, family: 'static' });
    const { place, file } = workplace(portal);
    const before = readFileSync(file, 'utf8');
    await nianbao(['harvest', 'pinghu', ...place]);
    const { code, out, err } = await nianbao(['portals', 'expect', 'pinghu', ...place]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^expect:\n {2}# Drafted by `nianbao portals expect` on 2024-02-02 02:30 \(China\), from 10 pages/,
    );
    expect(out).toMatch(/^ {2}firstYear: 2021 # /m);
    expect(out).toMatch(/^ {2}minAgencies: 4 # 90 % of the fewest, 5 for 2021$/m);
    expect(out).toMatch(/^ {2}maxReportsPerYear: 6 # 110 % of the most, 5 for 2021$/m);
    expect(out).toMatch(/^ {2}minReadable: 0\.9 # 90 % of the least, 100 % of /m);
    expect(readFileSync(file, 'utf8')).toBe(before);
    const json = await nianbao(['portals', 'expect', 'pinghu', '--json', ...place]);
    expect(jsonLines(json.out)).toMatchObject([
      { portal: 'pinghu', expect: { minAgencies: 4 }, yaml: out, written: null },
    ]);
  });

  it('guards the next harvests, and is lowered by being drafted again', async () => {
    const portal = await newPortal({ reports, family: 'static' });
    const { place, config, file } = workplace(portal);
    const before = readFileSync(file, 'utf8');
    await nianbao(['harvest', 'pinghu', ...place]);
    const wrote = await nianbao(['portals', 'expect', 'pinghu', '--write', ...place]);
    expect(wrote).toMatchObject({ code: 0, err: expect.stringMatching(/written: .*pinghu\.yaml/) });
    expect(readFileSync(file, 'utf8').startsWith(before)).toBe(true);
    expect(loadPortal('pinghu', { pause: 0 }, config).expect).toMatchObject({
      minAgencies: 4,
      minReadable: 0.9,
    });

    expect(await nianbao(['harvest', 'pinghu', ...place])).toMatchObject({ code: 0 });

    const figures =
      portal.truth().find(({ agency, year }) => agency === victim && year === 2022)?.figures ?? {};
    for (const indicator of Object.keys(figures)) portal.reviseFigure(victim, 2022, indicator, '详见附件');
    const suspect = await nianbao(['harvest', 'pinghu', ...place]);
    expect(suspect.code).toBe(3);
    expect(suspect.out).toMatch(/pinghu +partial, suspect/);
    expect(suspect.err).toMatch(
      /pinghu: suspect, so nothing counts as withdrawn: 1 payload is held back: less than 90 %/,
    );
    expect((await nianbao(['status', ...place])).out).toMatch(/3 +.* partial, suspect: pinghu/);
    const left = await nianbao(['rebuild', ...place]);
    expect(left.out).toMatch(/still held back: 0 % of its figures can be read/);
    expect(left.out).toMatch(/1 payload held back before: 0 released, 1 still held back/);

    await nianbao(['portals', 'expect', 'pinghu', '--write', ...place]);
    expect(loadPortal('pinghu', { pause: 0 }, config).expect.minReadable).toBe(0);
    expect((await nianbao(['rebuild', '--dry-run', ...place])).out).toMatch(/1 released, 0 still held back/);
    const rebuilt = await nianbao(['rebuild', '--json', ...place]);
    expect(jsonLines(rebuilt.out)).toMatchObject([
      { held: { outcome: 'taken', report: { agency: victim }, changes: ['figures_revised'] } },
    ]);
    expect(await nianbao(['harvest', 'pinghu', ...place])).toMatchObject({
      code: 0,
      err: expect.any(String),
    });
    expect((await nianbao(['rebuild', ...place])).out).not.toContain('held back');
  });

  it('of a portal without history says what to do', async () => {
    const portal = await newPortal({ reports, family: 'static' });
    const { place } = workplace(portal);
    await nianbao(['harvest', 'pinghu', '--year', '2015', ...place]);
    expect(await nianbao(['portals', 'expect', 'pinghu', ...place])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/no report of portal pinghu to draft from .*nianbao harvest pinghu/),
    });
    expect(await nianbao(['portals', 'expect', 'nowhere', ...place])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/there is no portal 「nowhere」 \(known portals: pinghu\)/),
    });
  });
});
