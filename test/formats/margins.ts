/**
 * Margins of tolerances: `node dist/test/formats/margins.js [--stage layout/ruled] [--missing] [--quick]`.
 *
 * Changes one tolerance at a time, by ever larger factors, until a figure of the cases is lost or wrong, and writes
 * docs/tolerances.md. Of stages that are not asked for it keeps what was measured before, where the value is the same.
 * `--missing` measures only what has no margin yet, and so goes on where a run was ended. `--quick` tries few factors and
 * writes nothing.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PAGE } from '../../src/document/layout/page/tolerances.js';
import type { Document } from '../../src/document/model.js';
import { entriesOf } from '../../src/document/tolerances.js';
import { packagePlace } from '../../src/place/package.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { recognise } from '../../src/report/recognise.js';
import { drawnCases, fileCases, type MarginCase, pageCases, scanCases } from './margin-cases.js';
import { sampleReports } from './matrix.js';
import { marginsIn, NOT_MEASURED, tolerancePage } from './tolerance-page.js';
import { STAGES, type ToleranceStage } from './tolerance-stages.js';

const { values: options } = parseArgs({
  options: {
    stage: { type: 'string' },
    missing: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});

/** By how much tolerances are changed, up and down. */
const FACTORS = options.quick ? [1.25, 10] : [1.05, 1.1, 1.25, 1.5, 2, 3, 5, 10];
/** Scans take long, and more is not needed to see which of their tolerances is tight. */
const SCAN_FACTORS = options.quick ? [1.25] : [1.1, 1.25, 1.6];
/** What readers of files use before the layout is given a page: for these the files are read anew. */
const OF_FILES: ReadonlySet<string> = new Set<keyof typeof PAGE>([
  'thickestRule',
  'lean',
  'upright',
  'slant',
  'ascent',
  'cover',
  'wholePage',
  'unseen',
  'opaque',
  'white',
]);

type Fault = 'lost' | 'wrong';
/** By indicator: its value, or why there is none. */
type Figures = ReadonlyMap<string, number | string>;
/** A case as it is read with all tolerances as they are. */
interface KnownCase {
  readonly read: MarginCase['read'];
  readonly figures: Figures;
  /** What is read of it: where nothing of that changes, no figure does. */
  readonly blocks: string;
}

const editions = loadEditions().all;

function figuresIn(document: Document): Figures {
  const { figures } = recognise(document, editions).report;
  return new Map(figures.map(({ indicator, value, reason }) => [indicator, value ?? reason ?? '']));
}

async function known(cases: readonly MarginCase[]): Promise<KnownCase[]> {
  const found: KnownCase[] = [];
  for (const { read } of cases) {
    const document = await read();
    found.push({ read, figures: figuresIn(document), blocks: JSON.stringify(document.blocks) });
  }
  return found;
}

/** The first fault of the cases as they are read now. */
async function faultOf(cases: KnownCase[]): Promise<Fault | null> {
  for (const [i, each] of cases.entries()) {
    const fault = await compared(each);
    if (fault === null) continue;
    // what failed once is likely to fail again: it is tried first
    cases.unshift(...cases.splice(i, 1));
    return fault;
  }
  return null;
}

async function compared({ read, figures, blocks }: KnownCase): Promise<Fault | null> {
  let found: Figures;
  try {
    const document = await read();
    if (JSON.stringify(document.blocks) === blocks) return null;
    found = figuresIn(document);
  } catch {
    return 'lost';
  }
  let lost = false;
  for (const [indicator, value] of figures) {
    const now = found.get(indicator) ?? 'absent';
    if (now === value) continue;
    if (now !== 'absent' && now !== 'unreadable') return 'wrong';
    lost = true;
  }
  return lost ? 'lost' : null;
}

/** Changes a tolerance for as long as `work` takes. */
async function withValue<T>(
  table: ToleranceStage['table'],
  key: string,
  value: number,
  work: () => Promise<T>,
): Promise<T> {
  const before = table[key];
  Reflect.set(table, key, value);
  try {
    return await work();
  } finally {
    Reflect.set(table, key, before);
  }
}

interface Reach {
  /** The furthest factor at which all is as before. */
  readonly holds: number;
  /** The next one, and what happens there; null where none was found. */
  readonly beyond: { readonly factor: number; readonly fault: Fault } | null;
}

/** How far a tolerance may be changed one way, by halving the factors that are left. */
async function reachOf(
  factors: readonly number[],
  valueAt: (factor: number) => number,
  faultAt: (value: number) => Promise<Fault | null>,
): Promise<Reach> {
  let holds = -1;
  let fails = factors.length;
  let fault: Fault | null = null;
  for (let at = factors.length - 1; holds + 1 < fails; at = (holds + fails) >> 1) {
    const found = await faultAt(valueAt(factors[at] ?? 1));
    if (found === null) holds = at;
    else {
      fails = at;
      fault = found;
    }
  }
  const failing = factors[fails];
  return {
    holds: factors[holds] ?? 1,
    beyond: failing === undefined || fault === null ? null : { factor: failing, fault },
  };
}

const short = (factor: number): string => String(Number(factor.toPrecision(2)));

function inWords(down: Reach, up: Reach): string {
  const low = down.beyond === null ? 'no bound' : `×${short(1 / down.holds)}`;
  const high = up.beyond === null ? 'no bound' : `×${short(up.holds)}`;
  if (down.beyond === null && up.beyond === null) return 'no bound';
  const beyond = [
    ...(down.beyond === null ? [] : [`×${short(1 / down.beyond.factor)}: ${down.beyond.fault}`]),
    ...(up.beyond === null ? [] : [`×${short(up.beyond.factor)}: ${up.beyond.fault}`]),
  ];
  return `${low} … ${high} (${beyond.join(', ')})`;
}

async function marginOf(stage: ToleranceStage, key: string, cases: KnownCase[]): Promise<string> {
  const [value = 0, unit] = entriesOf(stage.table)[key] ?? [];
  const factors = stage.id.startsWith('scan') ? SCAN_FACTORS : FACTORS;
  // a count changes by one at least
  const at = (changed: number, way: number): number => {
    if (unit !== 'count') return changed;
    const rounded = Math.round(changed);
    return rounded === value ? value + way : Math.max(0, rounded);
  };
  const faultAt = (changed: number): Promise<Fault | null> =>
    withValue(stage.table, key, changed, () => faultOf(cases));
  const down = await reachOf(factors, (factor) => at(value / factor, -1), faultAt);
  const up = await reachOf(factors, (factor) => at(value * factor, 1), faultAt);
  return inWords(down, up);
}

const page = join(packagePlace().root, 'docs', 'tolerances.md');
const margins = existsSync(page) ? marginsIn(readFileSync(page, 'utf8')) : new Map<string, string>();
const chosen = STAGES.filter(({ id }) => id.startsWith(options.stage ?? ''));
const reports = sampleReports(true);
const drawn = chosen.some(({ id }) => id.startsWith('layout'));
const files = drawn ? await known(await fileCases(reports, true)) : [];
const pages = drawn
  ? await known([...(await pageCases(await fileCases(reports, false))), ...drawnCases(reports)])
  : [];
const scans = chosen.some(({ id }) => id.startsWith('scan')) ? await known(await scanCases()) : [];
console.log(`${files.length} files, ${pages.length} documents as pages, ${scans.length} scans`);

for (const stage of chosen) {
  for (const key of Object.keys(stage.table)) {
    if (options.missing && (margins.get(`${stage.id}.${key}`) ?? NOT_MEASURED) !== NOT_MEASURED) continue;
    const ofFiles = stage.table === PAGE && OF_FILES.has(key);
    const margin = await marginOf(stage, key, stage.id.startsWith('scan') ? scans : ofFiles ? files : pages);
    console.log(`${stage.id}.${key}: ${margin}`);
    margins.set(`${stage.id}.${key}`, margin);
    if (!options.quick) writeFileSync(page, tolerancePage(margins));
  }
}
process.exit();
