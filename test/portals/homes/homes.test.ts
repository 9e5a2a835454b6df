import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packagePlace } from '../../../src/place/package.js';
import type { Ask } from '../site.js';
import { homes } from './all.js';
import { discovered, type Found } from './play.js';

/** Other sites of the same shapes: NIANBAO_PORTAL_SEEDS=<n>. */
const SITES = homes(Number(process.env.NIANBAO_PORTAL_SEEDS ?? 0));
const MOST_REQUESTS = 30;
/** The share of sites for which the answer has to be right; for the others it has to be none. */
const LEAST_SHARE = 0.9;

describe('sites of which the home page is known', () => {
  it('are sixty at least, each under a name of its own', () => {
    expect(SITES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(SITES.map(({ site }) => site.name)).size).toBe(SITES.length);
  });

  it.each(SITES)('$site.name: each page of its trail can be had, and leads to the next', ({ site, draw }) => {
    if (site.answer.kind === 'none') return;
    const textOf = (path: string): string => {
      draw.rewind();
      const answer = site.serve(ask(path));
      expect(answer?.status ?? 200, path).toBe(200);
      return typeof answer?.body === 'string'
        ? answer.body.replaceAll('&#38;', '&').replaceAll('&amp;', '&')
        : '';
    };
    for (const [step, path] of site.trail.entries()) {
      const next = site.trail[step + 1];
      const text = textOf(path);
      if (next === undefined) continue;
      // a menu in a frame, or in a script of its own, is one request away
      const inner = [...text.matchAll(/src=["']?(\/[\w/.]+\.(?:html|js))/g)].map(([, src = '']) => src);
      const texts = [text, ...inner.filter((src) => site.serve(ask(src)) !== null).map(textOf)];
      expect(
        texts.some((one) => one.includes(next)),
        `${path} leads to ${next}`,
      ).toBe(true);
    }
    for (const path of [...site.answer.columns, ...site.answer.reports.slice(0, 3)]) textOf(path);
    expect(new Set(site.answer.reports).size).toBe(site.answer.reports.length);
  });
});

// awaited until there is a `discover`
describe.skipIf(!existsSync(join(packagePlace().root, 'crawlers', 'discover')))('portals discover', () => {
  const found = new Map<string, Found>();

  beforeAll(async () => {
    for (const home of SITES) found.set(home.site.name, await discovered(home));
  }, 240_000);

  it.each(SITES)('$site.name: takes nothing that is no report, politely, and gives a reason', ({ site }) => {
    const one = found.get(site.name);
    expect(one?.verdict, one?.said).not.toBe('wrong');
    expect(one?.requests, one?.said).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(one?.isExplained, one?.said).toBe(true);
    expect(one?.isRude, one?.said).toBe(false);
  });

  it(`finds the right answer for ${LEAST_SHARE * 100} % of the sites`, () => {
    const open = [...found.values()].filter(({ verdict }) => verdict !== 'right');
    const said = open.map(({ name, verdict }) => `${name}: ${verdict}`).join('\n');
    expect(1 - open.length / SITES.length, said).toBeGreaterThanOrEqual(LEAST_SHARE);
  });
});

function ask(address: string): Ask {
  const { pathname, searchParams } = new URL(address, 'http://site/');
  return {
    method: 'GET',
    path: decodeURIComponent(pathname),
    query: searchParams,
    body: '',
    form: new URLSearchParams(),
    referer: '',
    host: 'site',
    type: '',
  };
}
