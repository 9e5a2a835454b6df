/**
 * Pages full of numbers, scanned: `node dist/test/formats/numbers.js [--pages 40] [--seed 1] [--wear clean|light|bad]`.
 *
 * What can go wrong in a scan is a single cell, and a report has few: here a page is one table of 300 cells with
 * numbers of all lengths, dashes, slashes and blanks, printed in a font and size by chance, scanned at 120 to 300 dots
 * an inch and worn more or less. Prints for each resolution and degree of wear how many cells are right, and how many
 * are null, by what was printed; ends with exit code 1 where one is read as anything else.
 */
import { parseArgs } from 'node:util';
import { readDocument } from '../../src/document/read.js';
import { readCell } from '../../src/report/tables/cell-value.js';
import { partSeed, type Random, seededRandom } from '../../src/simulation/reports/random.js';
import { imagePdf, readPgm } from './images.js';
import { badly, CLEAN, lightly, RESOLUTIONS, worn } from './scanner.js';
import { hasTool, printPages, rasterise } from './tools.js';
import { FONTS } from './write-html.js';

const { values: options } = parseArgs({
  options: {
    pages: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    wear: { type: 'string' },
  },
});
const missing = (['chromium', 'pdftoppm'] as const).find((tool) => !hasTool(tool));
if (missing !== undefined) {
  console.log(`not run here: ${missing} is not installed`);
  process.exit();
}
const seed = Number(options.seed);
const ROWS = 30;
const COLUMNS = 10;
const QUALITY = 85;
const LABELS = ['行政许可事项', '规范性文件', '行政处罚决定', '予以公开件数', '不予公开件数', '其他处理情况'];

/** What a cell may say, and how the tally calls it. */
function printedCell(random: Random): readonly [kind: string, text: string] {
  const digits = (length: number): number => random.between(10 ** (length - 1), 10 ** length - 1);
  switch (random.between(0, 9)) {
    case 0:
      return ['slash', '/'];
    case 1:
      return random.next() < 0.5 ? ['dash', '—'] : ['hyphen', '-'];
    case 2:
      return random.next() < 0.7 ? ['blank', ''] : ['negative', `-${random.between(1, 99)}`];
    case 3:
      return ['amount', `${random.between(0, 999)}.${random.between(10, 99)}`];
    case 4:
    case 5:
      return ['number', String(digits(random.between(2, 6)))];
    case 6:
      if (random.next() < 0.2) return ['none', '无'];
      return ['ones and sevens', ['1', '7', '11', '17', '71', '77'][random.between(0, 5)] ?? '1'];
    default:
      return ['digit', String(random.between(0, 9))];
  }
}

function page(font: string, size: number, weight: string, cells: readonly (readonly string[])[]): string {
  const style = `@page { size: A4; margin: 15mm; } body { font: ${weight} ${size}pt ${font}; margin: 0; }
    table { width: 100%; table-layout: fixed; border-collapse: collapse; }
    td { border: 0.5pt solid #000; height: 7.5mm; padding: 0; text-align: center; }
    td:first-child { width: 26mm; }`;
  const rows = cells.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('');
  return `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><style>${style}</style></head><body><table>${rows}</table></body></html>`;
}

interface Tally {
  right: number;
  untold: number;
  wrong: number;
}

const tallies = new Map<string, Tally>();
function count(name: string, what: keyof Tally): void {
  const tally = tallies.get(name) ?? { right: 0, untold: 0, wrong: 0 };
  tally[what] += 1;
  tallies.set(name, tally);
}

for (let number = 0; number < Number(options.pages); number += 1) {
  const random = seededRandom(partSeed(seed, 'numbers', number));
  const font = FONTS[random.between(0, FONTS.length - 1)] ?? FONTS[0];
  const dpi = RESOLUTIONS[random.between(0, RESOLUTIONS.length - 1)] ?? 200;
  const degree = options.wear ?? ['clean', 'light', 'bad'][number % 3];
  const wear = degree === 'clean' ? CLEAN : degree === 'bad' ? badly(random) : lightly(random);
  const size = random.between(15, 22) / 2;
  const weight = random.next() < 0.2 ? 'bold' : 'normal';
  const cells = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: COLUMNS }, () => printedCell(random)).map(([kind, text]) => ({ kind, text, row })),
  );
  const texts = cells.map((row, at) => [LABELS[at % LABELS.length] ?? '', ...row.map(({ text }) => text)]);
  const [pdf] = await printPages([page(font, size, weight, texts)]);
  if (pdf === undefined) continue;
  const images = (await rasterise(pdf, dpi)).map((image) => worn(readPgm(image), wear, number));
  const document = await readDocument(imagePdf(images, dpi, QUALITY));
  const what = `${number}: ${dpi} dpi, ${degree}, ${font}, ${weight} ${size} pt, ${JSON.stringify(wear)}`;
  const tables = document.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
  const whole = tables.length === 1 && tables[0]?.rows.length === ROWS && tables[0].width === COLUMNS + 1;
  let right = 0;
  for (const [at, row] of cells.entries()) {
    for (const [column, { kind, text }] of row.entries()) {
      const found = whole ? tables[0]?.rows[at]?.find((cell) => cell.column === column + 1)?.text : undefined;
      const [stated, read] = [readCell(text, 'signed'), readCell(found ?? '\ufffd', 'signed')];
      const result =
        read.value === stated.value && read.reason === stated.reason
          ? 'right'
          : read.reason === 'unreadable'
            ? 'untold'
            : 'wrong';
      if (result === 'right') right += 1;
      for (const name of [`${dpi} dpi, ${degree}`, `${degree}, ${kind}`]) count(name, result);
      if (result !== 'wrong') continue;
      console.log(`WRONG ${what}: row ${at + 1}, column ${column + 1}: ${text} was read as ${found}`);
      process.exitCode = 1;
    }
  }
  console.log(`${what}: ${right} of ${ROWS * COLUMNS} right${whole ? '' : '; the table was not found'}`);
}

for (const [name, { right, untold, wrong }] of [...tallies].sort()) {
  const all = right + untold + wrong;
  console.log(
    `${name}: ${all} cells, ${((right / all) * 100).toFixed(2)} % right, ${untold} null, ${wrong} wrong`,
  );
}
process.exit();
