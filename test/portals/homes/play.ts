/** Plays `portals discover` on a site of which only the home page is known, and looks at what it would harvest. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { configDirectory } from '../../../src/place/directory.js';
import { jsonLines, nianbao } from '../../cli/run.js';
import { LoopbackSite } from '../site.js';
import type { OpenHome } from './all.js';

const QUICK = 'pause: 0\ntimeouts: { backoff: 0, idle: 2, total: 5 }\nlimits: { retries: 0 }\n';

/**
 * - `right`: exactly the reports of the right columns, or nothing where there is nothing
 * - `part`: some of them, and nothing else; `nothing`: none was found where there is one
 * - `wrong`: an address that is no report of the right columns
 */
type Verdict = 'right' | 'part' | 'nothing' | 'wrong';

export interface Found {
  readonly name: string;
  readonly verdict: Verdict;
  /** Requests until the file was written. */
  readonly requests: number;
  /** Was a reason given where nothing was written? */
  readonly isExplained: boolean;
  /** Was an address asked for that robots.txt forbids? */
  readonly isRude: boolean;
  readonly said: string;
}

const crawlShape = z.looseObject({ links: z.array(z.looseObject({ url: z.string() })) });

/** What `discover` makes of a site. */
export async function discovered({ site, draw }: OpenHome): Promise<Found> {
  const loopback = await LoopbackSite.start((ask) => {
    draw.rewind();
    return site.serve(ask);
  }, site.charset);
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-homes-'));
  try {
    mkdirSync(join(folder, 'portals'));
    for (const part of ['editions', 'measures.yaml'])
      symlinkSync(join(configDirectory(), part), join(folder, part));
    writeFileSync(join(folder, 'nianbao.yaml'), QUICK);
    const place = ['--config', folder];
    const given = ['--write', '--region', '330482', '--allow-private-addresses'];
    const { code, out, err } = await nianbao(['portals', 'discover', loopback.url('/'), ...given, ...place]);
    const requests = loopback.asked.length;
    const isRude = loopback.asked.some((ask) => isForbidden(site.name, ask));
    const taken: string[] = [];
    for (const file of readdirSync(join(folder, 'portals'))) {
      const name = file.replace(/\.yaml$/, '');
      const home = ['--home', join(folder, 'data')];
      const dry = await nianbao(['harvest', name, '--dry-run', '--json', ...home, ...place]);
      const crawled = crawlShape.safeParse(jsonLines(dry.out)[0]);
      taken.push(...(crawled.data?.links ?? []).map(({ url }) => url));
    }
    const { answer } = site;
    const reports = answer.kind === 'none' ? [] : answer.reports.map((path) => loopback.url(path));
    return {
      name: site.name,
      verdict: verdictOf(taken, reports),
      requests,
      isExplained: taken.length > 0 || `${out}${err}`.trim() !== '',
      isRude,
      said: `${site.what}\nexit ${code}\n${out}\n${err}\n${loopback.asked.slice(0, requests).join('\n')}`,
    };
  } finally {
    await loopback.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function verdictOf(taken: readonly string[], reports: readonly string[]): Verdict {
  const right = new Set(reports);
  const found = new Set(taken);
  if ([...found].some((url) => !right.has(url))) return 'wrong';
  if (found.size === right.size) return 'right';
  return found.size === 0 ? 'nothing' : 'part';
}

/** Does robots.txt of a site forbid this? */
function isForbidden(name: string, ask: string): boolean {
  const path = ask.replace(/^[A-Z]+ /, '');
  if (path === '/robots.txt') return false;
  return name === 'none-robots-all' || (name === 'none-robots-column' && path.startsWith('/zwgk/nb/'));
}
