import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { configDirectory } from '../../src/place/directory.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import { newPortal, scratch } from '../harvest/setup.js';
import { jsonLines, nianbao } from './run.js';

const reports = generateReports({ seed: 71, agencies: 3, years: [2021, 2022] });
const agencies = [...new Set(reports.map(({ agency }) => agency))];
const FOUNDED = '平湖市数据局';

/** A configuration with one portal, whose table has one agency that has published nothing. */
function workplace(portal: SimulatedPortal, more: object = {}): string[] {
  const folder = scratch();
  const config = join(folder, 'config');
  mkdirSync(join(config, 'portals'), { recursive: true });
  cpSync(join(configDirectory(), 'editions'), join(config, 'editions'), { recursive: true });
  writeFileSync(join(config, 'nianbao.yaml'), 'pause: 0\ntimeouts: { backoff: 0 }\nlimits: { retries: 0 }\n');
  const table = [...portal.portalConfig().agencies, { name: FOUNDED, since: 2022 }];
  const given = { ...portal.portalConfig(), browser: 'never', agencies: table, ...more };
  writeFileSync(join(config, 'portals', 'pinghu.yaml'), stringify(given));
  return ['--home', join(folder, 'data'), '--config', config];
}

describe('coverage', () => {
  it('says year by year what is there, and names what is not', async () => {
    const portal = await newPortal({ reports, family: 'static' });
    const place = workplace(portal);
    await nianbao(['harvest', 'pinghu', '--year', '2021', ...place]);
    await nianbao(['harvest', 'pinghu', '--year', '2022', ...place]);
    const { code, out, err } = await nianbao(['coverage', '--year', '2021..2022', ...place]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^PORTAL +YEAR +EXPECTED +PUBLISHED +LATE +UNDATED +UNREADABLE +WITHDRAWN +MISSING +UNKNOWN +NOT DUE +SHARE/,
    );
    expect(out).toMatch(/pinghu +2021 +3 +3 +- +- +- +- +- +- +- +100 %/);
    expect(out).toMatch(/pinghu +2022 +4 +3 +- +- +- +- +1 +- +- +75 %/);
    expect(out).toMatch(new RegExp(`pinghu +${FOUNDED} +2022 +own +missing`));
    expect(out).not.toContain(agencies[0]);
    const all = await nianbao(['coverage', '--year', '2022', '--all', ...place]);
    for (const agency of agencies) expect(all.out).toContain(agency);
  });

  it('as JSON has every cell, and the sums', async () => {
    const portal = await newPortal({ reports, family: 'static' });
    const place = workplace(portal, { agencies: [] });
    await nianbao(['harvest', 'pinghu', '--year', '2021', ...place]);
    const { out } = await nianbao([
      'coverage',
      '--portal',
      'pinghu',
      '--year',
      '2021..2022',
      '--json',
      ...place,
    ]);
    expect(jsonLines(out)).toMatchObject([
      {
        at: '2024-02-01T18:30:00.000Z',
        summary: [
          { year: 2021, expected: 3, states: { published: 3 }, share: 1 },
          { year: 2022, expected: 3, states: { missing: 0, unknown: 3 }, share: null },
        ],
      },
    ]);
    const unknown = await nianbao(['coverage', '--year', '2022..2023', ...place]);
    expect(unknown.out).toMatch(
      new RegExp(`${agencies[0]} \\* +2022..2023 +own +unknown +- +- +never looked for`),
    );
    const text = await nianbao(['coverage', '--portal', 'pinghu', '--year', '2021', '--all', ...place]);
    expect(text.out).toMatch(/\* 3 reports expected because of earlier reports in the archive/);
  });

  it('calls no report missing that is listed and could not be fetched', async () => {
    const portal = await newPortal({ reports, family: 'static' });
    const place = workplace(portal);
    const [first] = portal.truth().filter(({ year }) => year === 2022);
    const path = new URL(first?.url ?? portal.url).pathname;
    portal.fault('error-500', (asked) => asked === path);
    await nianbao(['harvest', 'pinghu', ...place]);
    const { out } = await nianbao(['coverage', '--year', '2022', ...place]);
    expect(out).toMatch(
      new RegExp(`${first?.agency} +2022 +own +unreadable +- +- .*HTTP 500.* ${first?.url}`),
    );
    expect(out).toMatch(new RegExp(`${FOUNDED} +2022 +own +missing`));
  });

  it('of a portal that nothing is known of says so', async () => {
    const portal = await newPortal({ reports, family: 'static' });
    const place = workplace(portal, { agencies: [] });
    await nianbao(['harvest', 'pinghu', '--year', '2019', ...place]);
    const { code, out, err } = await nianbao(['coverage', ...place]);
    expect({ code, out }).toEqual({ code: 0, out: 'no report is expected\n' });
    expect(err).toMatch(/pinghu: no report is expected: its file lists no agencies/);
  });

  it.each([
    [['--year', '2023..2021'], /write a range of years as 2021\.\.2023/],
    [['--year', '2021..2022..2023'], /write a range of years/],
    [['--year', 'soon'], /a report year is a number/],
    [['--portal', 'nowhere'], /there is no portal 「nowhere」/],
  ])('refuses %j', async (args, message) => {
    const ran = await nianbao(['coverage', ...args, '--home', join(scratch(), 'x')]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(message);
  });
});
