/** Plays what a user runs: `probe --write` into an empty folder of configuration, `check`, and a harvest. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { configDirectory } from '../../src/place/directory.js';
import { jsonLines, nianbao } from '../cli/run.js';
import type { Cut, Size } from './column.js';
import { Draw } from './draw.js';
import type { Kind, Portal } from './kind.js';
import { type Answer, type Ask, LoopbackSite } from './site.js';

const QUICK = 'pause: 0\ntimeouts: { backoff: 0, idle: 2, total: 5 }\nlimits: { retries: 0 }\n';
const NAME = 'played';
/** More list pages than any portal of these tests has. */
const ALL_PAGES = '60';

const checkedShape = z.array(z.looseObject({ state: z.string(), problems: z.array(z.string()) }));
const crawledShape = z.looseObject({
  links: z.array(z.looseObject({ url: z.string() })),
  complete: z.boolean(),
  problems: z.array(z.string()),
});

const harvestShape = z.looseObject({
  outcome: z.string(),
  portals: z.array(z.looseObject({ counts: z.looseObject({ versions: z.number() }) })),
});

/** What came of reading a list. */
export interface Reading {
  /** Was a portal's file written, and can it be harvested? */
  readonly isWritten: boolean;
  /** What the commands said, for messages of tests. */
  readonly said: string;
  /** Addresses that a harvest takes, sorted. */
  readonly taken: readonly string[];
  /** The addresses that it should take, sorted. */
  readonly expected: readonly string[];
  /** The verdict of `portals check`; null where it was not asked. */
  readonly state: string | null;
  readonly isComplete: boolean;
  readonly problems: readonly string[];
}

/** What came of a harvest. */
export interface Harvest {
  /** Addresses that it asked for beside the lists, sorted. */
  readonly fetched: readonly string[];
  readonly expected: readonly string[];
  /** Reports that it stored, and how many of them stand on pages. */
  readonly versions: number;
  readonly pages: number;
  readonly outcome: string;
  readonly said: string;
}

export interface ReadOptions {
  /** How the list is cut short meanwhile. */
  readonly cut?: Cut | null;
  readonly isChecked?: boolean;
  /** Only reports of this year. */
  readonly year?: number | null;
}

/** A portal of a kind that is served, and a folder of configuration beside it. */
export class Play {
  readonly #kind: Kind;
  readonly #portal: Portal;
  readonly #site: LoopbackSite;
  readonly #folder: string;
  #said = '';
  #isWritten = false;

  private constructor(kind: Kind, portal: Portal, site: LoopbackSite) {
    this.#kind = kind;
    this.#portal = portal;
    this.#site = site;
    this.#folder = mkdtempSync(join(tmpdir(), 'nianbao-portals-'));
    mkdirSync(join(this.#folder, 'portals'));
    for (const part of ['editions', 'measures.yaml'])
      symlinkSync(join(configDirectory(), part), join(this.#folder, part));
    writeFileSync(join(this.#folder, 'nianbao.yaml'), QUICK);
  }

  static async open(kind: Kind, seed: number, size: Size): Promise<Play> {
    const draw = new Draw(kind.id, seed);
    const portal = kind.open(draw, size);
    const serve = (ask: Ask): Answer | null => {
      draw.rewind();
      return portal.serve(ask);
    };
    const site = await LoopbackSite.start(serve, portal.charset, draw.chance(0.7));
    const play = new Play(kind, portal, site);
    await play.#probe();
    return play;
  }

  async close(): Promise<void> {
    await this.#site.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What the portal was asked so far, for whoever looks into a play that fails. */
  get asked(): readonly string[] {
    return this.#site.asked;
  }

  /** A user probes the column's page, and makes the one setting that the kind needs. */
  async #probe(): Promise<void> {
    const url = this.#site.url(this.#portal.column);
    const trial = ['--name', NAME, '--region', '330482', '--allow-private-addresses'];
    await this.#run('portals', 'probe', url, '--write', ...trial);
    const [file] = readdirSync(join(this.#folder, 'portals'));
    const isPart = this.#kind.isPart === true;
    if (file === undefined) return isPart ? this.#writeByHand() : undefined;
    const path = join(this.#folder, 'portals', file);
    if (isPart && /^enabled: false/m.test(readFileSync(path, 'utf8'))) return this.#writeByHand();
    this.#isWritten = true;
    if (this.#kind.setting !== undefined) this.#set(file, this.#kind.setting);
  }

  /** What a user writes who sees reports on a page that no probe understands. */
  #writeByHand(): void {
    const { column } = this.#portal;
    const lines = [
      'name: 平湖市',
      'region: "330482"',
      `baseUrl: ${this.#site.url('/')}`,
      'allowPrivateAddresses: true',
      'columns:',
      `  - { family: static, page: ${JSON.stringify(column)} }`,
    ];
    writeFileSync(join(this.#folder, 'portals', `${NAME}.yaml`), `${lines.join('\n')}\n`);
    this.#isWritten = true;
  }

  /** Writes a setting, `key: value`, into the file's one column. */
  #set(file: string, setting: string): void {
    const path = join(this.#folder, 'portals', file);
    const document = parseDocument(readFileSync(path, 'utf8'));
    const [key = '', value = ''] = setting.split(': ');
    document.setIn(['columns', 0, key], /^\d+$/.test(value) ? Number(value) : value);
    writeFileSync(path, document.toString());
  }

  /** Reads the lists, as a dry harvest does and, where it is asked for, as `check` does. */
  async read({ cut = null, isChecked = false, year = null }: ReadOptions = {}): Promise<Reading> {
    const expected = this.#expected();
    const base = { isWritten: this.#isWritten, expected, state: null };
    const nothing = { ...base, taken: [], isComplete: false, problems: ['nothing was written'] };
    if (!this.#isWritten) return { ...nothing, said: this.#said };
    this.#portal.cut(cut);
    const state = isChecked ? await this.#check() : null;
    const years = year === null ? [] : ['--year', String(year)];
    const [crawled] = jsonLines(await this.#run('harvest', NAME, '--dry-run', '--json', ...years));
    this.#portal.cut(null);
    const reading = crawledShape.safeParse(crawled);
    if (!reading.success) return { ...nothing, isWritten: false, state, said: this.#said };
    const { links, complete, problems } = reading.data;
    const taken = links.map(({ url }) => url).sort();
    return { ...base, state, taken, isComplete: complete, problems, said: this.#said };
  }

  /** Harvests the portal, whose lists were read before. */
  async harvest(): Promise<Harvest> {
    const expected = this.#expected();
    const { length: pages } = this.#portal.reports.filter((path) => !path.endsWith('.pdf'));
    if (!this.#isWritten)
      return { fetched: [], expected, versions: 0, pages, outcome: 'nothing written', said: this.#said };
    const known = new Set(this.#site.asked);
    const [result] = jsonLines(await this.#run('harvest', NAME, '--json'));
    const fetched = this.#site.asked.filter((ask) => !known.has(ask)).map((ask) => ask.replace(/^GET /, ''));
    const { outcome, portals } = harvestShape.safeParse(result).data ?? { outcome: 'refused', portals: [] };
    const versions = portals[0]?.counts.versions ?? 0;
    const urls = fetched.map((path) => this.#site.url(path)).sort();
    return { fetched: urls, expected, versions, pages, outcome, said: this.#said };
  }

  #expected(): readonly string[] {
    return this.#portal.reports.map((path) => this.#site.url(path)).sort();
  }

  async #check(): Promise<string> {
    const out = await this.#run('portals', 'check', NAME, '--json', '--pages', ALL_PAGES);
    return checkedShape.safeParse(JSON.parse(out)).data?.[0]?.state ?? 'unknown';
  }

  async #run(...args: readonly string[]): Promise<string> {
    const place = ['--config', this.#folder];
    const home = args[0] === 'harvest' ? ['--home', join(this.#folder, 'data')] : [];
    const { code, out, err } = await nianbao([...args, ...place, ...home]);
    this.#said += `nianbao ${args.join(' ')}: ${code}\n${err}`;
    return out;
  }
}
