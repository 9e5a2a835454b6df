import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/simulation/reports/random.js';
import { EDITIONS } from '../report/helpers.js';
import { judged } from './judge.js';
import type { Kind } from './kind.js';
import { KINDS } from './kinds.js';
import { PLAIN_SETTING, writeLine } from './lines.js';
import { sayMisplaced } from './misplaced.js';
import { joined } from './rows.js';
import type { Says } from './says.js';
import { type TextCell, type TextTable, textCell } from './table.js';
import { makeText } from './text.js';

const SEED = 2;
const random = seededRandom(1);
/** How many figures the editions of 2021 and 2019 have. */
const FORMS = [200, 198];
/** A mixture is known by the kinds that are in it. */
const OWN = KINDS.slice(1).flatMap(({ id }) => (id === 'mixed' ? [] : [id]));

function kind(id: string): Kind {
  const found = KINDS.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`no such kind: ${id}`);
  return found;
}

const figure = (text: string, indicator: string): TextCell => ({ ...textCell(text, 'figure'), indicator });

describe('a text', () => {
  it('is the same for the same kind and seed', () => {
    expect(makeText(kind('mixed'), SEED)).toEqual(makeText(kind('mixed'), SEED));
  });

  it.each(OWN)('of the kind “%s” is no plain one, and says something of each figure', (id) => {
    const { bytes, says } = makeText(kind(id), SEED);
    const plain = makeText({ id, what: 'The same choices, columns with blanks between.' }, SEED);
    expect(bytes.equals(plain.bytes)).toBe(false);
    expect(FORMS).toContain(says.size);
  });

  it('is read whole where a program leaves each column its place', async () => {
    const { bytes, says } = makeText(kind('column -t'), SEED);
    const { cells, read } = await judged(bytes, says, EDITIONS);
    expect(read).toBe(cells);
  });
});

describe('the judgement of what is read', () => {
  it('calls a number silent and wrong that the text does not say and no finding names', async () => {
    const { bytes, says } = makeText(kind('column -t'), SEED);
    says.set('requests.new.total', [-1]);
    const { silent } = await judged(bytes, says, EDITIONS);
    expect(silent).toEqual([expect.stringContaining('requests.new.total: says -1, read as')]);
  });

  it('counts the statement that a cell is empty as wrong where a number stands', async () => {
    const { bytes, says } = makeText(kind('column -t, every character one wide, blank for 0'), SEED);
    const [blank] = [...says].find(([, [stated]]) => stated === 'blank') ?? [''];
    says.set(blank, [5]);
    const { silent } = await judged(bytes, says, EDITIONS);
    expect(silent).toEqual([`${blank}: says 5, read as blank from ""`]);
  });
});

describe('a figure that is pushed out of its column', () => {
  const table = (...texts: readonly string[]): TextTable => ({
    id: 'requests',
    columns: ['figure', 'figure'],
    headRows: 0,
    rows: [texts.map((text, at) => figure(text, `f${at}`))],
  });
  const rooms = new Map([
    ['f0', [{ from: 0, to: 5 }]],
    ['f1', [{ from: 10, to: 15 }]],
  ]);

  function said(of: TextTable, x: number): Says {
    const says: Says = new Map([
      ['f0', [7]],
      ['f1', [of.rows[0]?.[1]?.text === '' ? 'blank' : 8]],
    ]);
    const line = { pieces: [{ x: 0, text: '7', indicator: 'f0' }], row: 0 };
    const { stands } = writeLine(line, PLAIN_SETTING, x, random);
    sayMisplaced(of, { lines: [line], setting: PLAIN_SETTING, rooms }, stands, says);
    return says;
  }

  it('may be read in its own column, in the one where it stands, or not at all', () => {
    expect(said(table('7', ''), 11)).toEqual(
      new Map<string, (number | string)[]>([
        ['f0', [7, 'blank']],
        ['f1', ['blank', 7]],
      ]),
    );
  });

  it('is only itself where it stands in its own column', () => {
    expect(said(table('7', ''), 1).get('f1')).toEqual(['blank']);
  });

  it('is only itself in a row that has something in every place', () => {
    expect(said(table('7', '8'), 11).get('f1')).toEqual([8]);
  });

  it('is looked for below its head, where cells come one after the other', () => {
    const head = ['自然人', '商业企业'].map((text) => textCell(text, 'head'));
    const [row = []] = table('', '8').rows;
    const { lines, rooms: below } = joined({ ...table(), headRows: 1, rows: [head, row] }, 2, random);
    expect(lines[1]?.pieces).toEqual([{ x: 0, text: '8', indicator: 'f1' }]);
    expect(below.get('f1')).toEqual([{ from: 8, to: 16 }]);
  });
});
