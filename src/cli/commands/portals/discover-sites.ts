/** `portals discover FILE.csv`: many home pages, side by side; what was found of each is kept beside the file. */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { discoverPortal } from '../../../../crawlers/discover/discover.js';
import { Pacer } from '../../../../crawlers/fetch/pace.js';
import { newPortalFile, writePortalFile } from '../../../config/portal/file.js';
import { portalIdOf } from '../../../config/portal/id.js';
import { describeError, NianbaoError } from '../../../errors.js';
import { type KnownHeads, readCsv } from '../../../place/csv.js';
import { plural } from '../../../text/plural.js';
import { EXIT } from '../../command.js';
import type { ExitCode } from '../../exit-codes.js';
import { type CliIo, jsonLine, line } from '../../io.js';
import { listTable } from '../../table.js';
import type { Workspace } from '../../workspace.js';
import { type DiscoverCommandOptions, searchOptions, yamlOf } from './discover-options.js';

/** Sites that are looked at side by side; each host is asked one request at a time. */
const AT_ONCE = 8;

const siteSchema = z.object({
  name: z.string().trim().default(''),
  region: z
    .string()
    .trim()
    .regex(/^(?:\d{6})?$/, 'is a six-digit code of GB/T 2260, or empty')
    .default(''),
  url: z
    .string()
    .trim()
    .refine(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      'is an address that begins with http:// or https://',
    ),
});
type Site = z.infer<typeof siteSchema>;

/** What became of one site; the columns of the file of results. */
interface Result {
  readonly name: string;
  readonly region: string;
  readonly url: string;
  readonly outcome: 'found' | 'written' | 'none' | 'failed';
  /** The portal's name, where its file was written. */
  readonly portal: string;
  readonly columns: number;
  readonly reports: number;
  readonly confidence: number;
  readonly requests: number;
  readonly reason: string;
}

const HEAD = [
  'name',
  'region',
  'url',
  'outcome',
  'portal',
  'columns',
  'reports',
  'confidence',
  'requests',
  'reason',
];

/** Works through the sites of a CSV that no earlier run has finished. */
export async function discoverSites(
  file: string,
  options: DiscoverCommandOptions,
  workspace: Workspace,
  io: CliIo,
): Promise<ExitCode> {
  const sites = readSites(file);
  const results = `${file.replace(/\.csv$/i, '')}.found.csv`;
  const known = options.again === true ? new Map<string, Result>() : readResults(results);
  if (known.size === 0) writeFileSync(results, stringify([HEAD]));
  const waiting = sites.filter(({ url }) => !known.has(url));
  if (waiting.length < sites.length)
    line(
      io.stderr,
      `nianbao: ${plural(sites.length - waiting.length, 'site')} of an earlier run are in ${results}; --again visits them too`,
    );
  const pacer = new Pacer();
  const worker = async (): Promise<void> => {
    for (let site = waiting.shift(); site !== undefined && !io.signal?.aborted; site = waiting.shift()) {
      const result = await discoverOne(site, options, workspace, io, pacer);
      if (io.signal?.aborted) return;
      known.set(site.url, result);
      appendFileSync(results, stringify([result], { columns: HEAD }));
      line(
        io.stderr,
        `${result.outcome}: ${site.name || site.url}${result.reason === '' ? '' : `: ${result.reason}`}`,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const all = sites.flatMap(({ url }) => known.get(url) ?? []);
  if (options.json) jsonLine(io.stdout, all);
  else showResults(all, sites.length, results, io);
  if (all.length < sites.length) return EXIT.partial;
  return all.every(({ outcome }) => outcome === 'none' || outcome === 'failed') ? EXIT.failed : EXIT.done;
}

async function discoverOne(
  site: Site,
  options: DiscoverCommandOptions,
  workspace: Workspace,
  io: CliIo,
  pacer: Pacer,
): Promise<Result> {
  const { name, region, url } = site;
  const nothing = { name, region, url, portal: '', columns: 0, reports: 0, confidence: 0, requests: 0 };
  try {
    const id = portalIdOf(new URL(url).host);
    const path = options.write === true ? newPortalFile(id, workspace.configFolder) : null;
    const found = await discoverPortal(url, searchOptions(options, workspace, io, pacer));
    const discovery = name === '' ? found : { ...found, name };
    const { columns, confidence, requests, reason } = discovery;
    if (reason !== null) return { ...nothing, requests, outcome: 'none', reason };
    if (path !== null) {
      const text = yamlOf(discovery, region === '' ? null : region, options, workspace, io);
      writePortalFile(path, text, id, workspace.settings);
    }
    return {
      ...nothing,
      outcome: path === null ? 'found' : 'written',
      portal: path === null ? '' : id,
      columns: columns.length,
      reports: new Set(columns.flatMap(({ reports }) => reports.map((report) => report.url))).size,
      confidence: Math.round(confidence * 100) / 100,
      requests,
      reason: '',
    };
  } catch (error) {
    if (io.signal?.aborted) return { ...nothing, outcome: 'failed', reason: 'stopped' };
    if (!(error instanceof NianbaoError)) throw error;
    return { ...nothing, outcome: 'failed', reason: describeError(error) };
  }
}

/** Heads of the columns that count; a table may have others, as the directory of known sites has. */
const HEADS: KnownHeads = { names: ['name', 'region', 'url'], nameOf: (head) => head.toLowerCase() };

/** @throws NianbaoError with the row of the first mistake */
function readSites(file: string): Site[] {
  if (!existsSync(file)) {
    throw new NianbaoError('usage', 'there is no such list of sites', {
      file,
      hint: 'give the address of a home page, or a CSV with the columns name, region, url',
    });
  }
  const table = readCsv(file, HEADS);
  for (const fault of table.faults) throw fault;
  const urls = new Set<string>();
  return table.rows.flatMap(({ row, cells }) => {
    const site = siteSchema.safeParse(Object.fromEntries(cells));
    if (!site.success) {
      const [issue] = site.error.issues;
      throw table.fault(`${String(issue?.path[0] ?? 'url')} ${issue?.message ?? 'is missing'}`, {
        row,
        hint: 'the first row names the columns: name, region, url',
      });
    }
    if (urls.has(site.data.url)) return [];
    urls.add(site.data.url);
    return [site.data];
  });
}

const text = z.string().default('');

const resultSchema = z.object({
  name: text,
  region: text,
  url: z.string(),
  outcome: z.enum(['found', 'written', 'none', 'failed']),
  portal: text,
  columns: z.coerce.number(),
  reports: z.coerce.number(),
  confidence: z.coerce.number(),
  requests: z.coerce.number(),
  reason: text,
});

/** What an earlier run finished; sites that failed are visited again. A line that was not written whole is left out. */
function readResults(file: string): Map<string, Result> {
  if (!existsSync(file)) return new Map();
  const results = readCsv(file, HEADS).rows.flatMap(({ cells }) => {
    const result = resultSchema.safeParse(Object.fromEntries(cells));
    return result.success && result.data.outcome !== 'failed' ? [result.data] : [];
  });
  return new Map(results.map((result) => [result.url, result]));
}

function showResults(results: readonly Result[], sites: number, file: string, io: CliIo): void {
  const rows = results.map((one) => [
    one.name || new URL(one.url).host,
    one.outcome,
    one.portal,
    String(one.columns),
    String(one.reports),
    one.columns === 0 ? '' : `${Math.round(one.confidence * 100)} %`,
    one.reason,
  ]);
  const head = ['SITE', 'OUTCOME', 'PORTAL', 'COLUMNS', 'REPORTS', 'CONFIDENCE', 'REASON'];
  line(io.stdout, listTable(head, rows, [3, 4, 5]));
  const found = results.filter(({ columns }) => columns > 0).length;
  line(io.stdout, `${found} of ${plural(sites, 'site')} found; all results are in ${file}`);
}
