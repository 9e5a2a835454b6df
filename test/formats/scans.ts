/**
 * Scans of every quality, until one figure is wrong: `node dist/test/formats/scans.js [--reports 20] [--seed 1]`.
 *
 * Reports are printed in several fonts and layouts, scanned at 120 to 300 dots an inch, and worn; every fourth suffers
 * an accident besides. Prints for each resolution and degree of wear the share of right figures; ends with exit code 1
 * where a figure is wrong, or missing without a finding, after an accident where one is wrong that no finding names.
 */
import { parseArgs } from 'node:util';
import { readDocument } from '../../src/document/read.js';
import { loadEditions } from '../../src/report/edition/editions.js';
import { generateReports } from '../../src/simulation/reports/generate.js';
import { partSeed, seededRandom } from '../../src/simulation/reports/random.js';
import { PICTURE_ACCIDENTS } from './fuzz-pictures.js';
import { imagePdf, readPgm } from './images.js';
import { LAYOUTS } from './layouts.js';
import { share } from './matrix.js';
import { printReport } from './printed.js';
import { badly, CLEAN, lightly, RESOLUTIONS, worn } from './scanner.js';
import { printPages, rasterise } from './tools.js';
import { score, truthOf, unnoticed } from './truth.js';
import { FONTS, printPage } from './write-html.js';

const { values: options } = parseArgs({
  options: { reports: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const seed = Number(options.seed);
const QUALITY = 85;

interface Tally {
  cells: number;
  right: number;
  flagged: number;
  pages: number;
}

const layouts = LAYOUTS.filter(({ borders }) => borders === 'thin' || borders === 'filled');
const editions = loadEditions();
const tallies = new Map<string, Tally>();
const faults: string[] = [];
const reports = generateReports({ seed, agencies: 40, years: [2020, 2022, 2023], aggregate: true });

for (let number = 0; number < Number(options.reports); number += 1) {
  const random = seededRandom(partSeed(seed, 'scan', number));
  const report = reports[random.between(0, reports.length - 1)];
  const layout = layouts[random.between(0, layouts.length - 1)];
  const font = FONTS[random.between(0, FONTS.length - 1)];
  const dpi = RESOLUTIONS[random.between(0, RESOLUTIONS.length - 1)] ?? 200;
  const kind = ['clean', 'light', 'bad', 'accident'][number % 4] ?? 'clean';
  if (report === undefined || layout === undefined) continue;
  const wear = kind === 'clean' ? CLEAN : kind === 'bad' ? badly(random) : lightly(random);
  const printed = printReport(report, layout);
  // the tables are what matters, and prose takes long
  const blocks = printed.blocks.filter((block) => block.kind === 'table' || block.role !== 'body');
  const [pdf] = await printPages([printPage({ ...printed, blocks }, font)]);
  if (pdf === undefined) continue;
  const images = (await rasterise(pdf, dpi)).map((page, at) => worn(readPgm(page), wear, number * 100 + at));
  const accidents = Object.keys(PICTURE_ACCIDENTS);
  const accident = kind === 'accident' ? accidents[random.between(0, accidents.length - 1)] : undefined;
  const pages = images.map((whole) => {
    return accident === undefined ? whole : (PICTURE_ACCIDENTS[accident]?.(whole, random) ?? whole);
  });
  const document = await readDocument(imagePdf(pages, dpi, QUALITY));
  const truth = truthOf(report, layout);
  const found = score(document, truth, editions);
  const name = `${dpi} dpi, ${kind}`;
  const tally = tallies.get(name) ?? { cells: 0, right: 0, flagged: 0, pages: 0 };
  tally.cells += found.cells;
  tally.right += found.right;
  tally.flagged += found.flagged.length;
  tally.pages += images.length;
  tallies.set(name, tally);
  const what = `${number}: ${name}, ${font}, ${layout.id}, ${JSON.stringify(wear)} ${accident ?? ''}`;
  console.log(`${what}: ${found.right} of ${found.cells} right, ${found.flagged.length} null`);
  // what a stain covers is no longer stated: an accident may leave a cell blank
  const wrongs = accident === undefined ? found.wrong : unnoticed(document, truth, editions);
  for (const wrong of wrongs) faults.push(`${what}: ${wrong}`);
  for (const silent of accident === undefined ? found.unflagged : [])
    faults.push(`${what}: ${silent} is missing without a finding`);
  for (const fault of faults.splice(0)) {
    console.log(`FAULT ${fault}`);
    process.exitCode = 1;
  }
}

for (const [name, tally] of [...tallies].sort()) {
  console.log(
    `${name}: ${tally.pages} pages, ${tally.cells} figures, ${share(tally)} right, ${tally.flagged} null`,
  );
}
process.exit();
