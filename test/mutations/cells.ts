/** Cells, rows and columns that are lost, doubled, merged, swapped, or none of the form's. */
import { pick } from '../formats/chance.js';
import type { PrintedCell, PrintedTable } from '../formats/printed.js';
import { ALL, type FormatId, type Kind, PLACED } from './kind.js';
import { type Page, type Says, shuffled, UNCLEAR } from './page.js';

const NEW: PrintedCell = { text: '', rowSpan: 1, columnSpan: 1, indicator: null, heading: false };
const blank = (text = ''): PrintedCell => ({ ...NEW, text });
const isFigure = ({ indicator }: PrintedCell): boolean => indicator !== null;

/** Rows of table 3 with seven figures, at random; the same each time for the same page. */
function figureRows(page: Page): number[] {
  const rows = page.rows('requests').flatMap((cells, row) => (cells.some(isFigure) ? [row] : []));
  return shuffled(page.random, rows);
}

/** Changes the cells of some rows of table 3. `clear`: whether the places say what stands in them. */
function inRows(
  id: string,
  formats: readonly FormatId[],
  clear: (format: FormatId) => boolean,
  change: (cells: readonly PrintedCell[], first: number, page: Page) => readonly PrintedCell[],
): Kind {
  return {
    id,
    formats,
    mutate: (page, format) => {
      const before = page.table('requests');
      const rows = figureRows(page).slice(0, page.random.between(1, 3));
      for (const row of rows) {
        const cells = page.row({ table: 'requests', row });
        page.setRow({ table: 'requests', row }, change(cells, cells.findIndex(isFigure), page));
      }
      page.sayPlaces(before, rows, clear(format));
    },
  };
}

const placed = (format: FormatId): boolean => PLACED.includes(format);
const never = (): boolean => false;
/** On a page the cells of a row that is too short stand where they stand; elsewhere it lacks one, and none knows which. */
const drawn = (format: FormatId): boolean => format === 'pdf';
const always = (): boolean => true;

const ROWS: readonly Kind[] = [
  inRows('shifted to the right', ALL, always, (cells, first) => [
    ...cells.slice(0, first),
    blank(),
    ...cells.slice(first, -1),
  ]),
  inRows('shifted to the left', ALL, always, (cells, first) => [
    ...cells.slice(0, first),
    ...cells.slice(first + 1),
    blank(),
  ]),
  inRows('a cell lost', ALL, drawn, (cells, first, { random }) => {
    const lost = random.between(first, cells.length - 1);
    return cells.filter((_, at) => at !== lost);
  }),
  inRows('a cell doubled', ['html', 'docx', 'txt'], never, (cells, first, { random }) => {
    const doubled = random.between(first, cells.length - 1);
    return cells.flatMap((cell, at) => (at === doubled ? [cell, { ...cell, indicator: null }] : [cell]));
  }),
  inRows('a foreign cell within', ['html', 'docx', 'txt'], never, (cells, first, { random }) => {
    const at = random.between(first, cells.length - 1);
    const text = pick(random, ['3', '17', '备注', '见附件', '0', '']);
    return [...cells.slice(0, at), blank(text), ...cells.slice(at)];
  }),
  inRows('a foreign cell behind', ['html', 'docx', 'txt'], placed, (cells, _first, { random }) => [
    ...cells,
    blank(pick(random, ['3', '备注', '见附件', '', '（注）'])),
  ]),
  inRows('figures swapped in a row', ALL, always, (cells, first, { random }) => {
    const [one = first, other = first] = shuffled(
      random,
      cells.flatMap((cell, at) => (isFigure(cell) ? [at] : [])),
    );
    return cells.map((cell, at) => {
      const from = at === one ? cells[other] : at === other ? cells[one] : cell;
      return { ...cell, text: from?.text ?? '' };
    });
  }),
];

/** Two neighbours of a row become one cell; what of them stands in it leaves open which it is. */
function merged(id: string, text: (left: string, right: string) => string): Kind {
  return {
    id,
    formats: ALL,
    mutate: (page, format) => {
      const before = page.table('requests');
      const [row = 0] = figureRows(page);
      const cells = page.row({ table: 'requests', row });
      const first = cells.findIndex(isFigure);
      const at = page.random.between(first, cells.length - 2);
      const [left, right] = [cells[at] ?? NEW, cells[at + 1] ?? NEW];
      const both = { ...left, text: text(left.text, right.text), columnSpan: 2 };
      page.setRow({ table: 'requests', row }, [...cells.slice(0, at), both, ...cells.slice(at + 2)]);
      page.sayPlaces(before, [row], placed(format));
      for (const { indicator } of [left, right]) if (indicator !== null) page.say(indicator, UNCLEAR);
    },
  };
}

/** A figure that reaches over two rows. */
const MERGED_DOWN: Kind = {
  id: 'merged with the row below',
  formats: ALL,
  mutate: (page, format) => {
    const before = page.table('requests');
    const rows = page.rows('requests');
    const uppers = figureRows(page).filter((row) => rows[row + 1]?.some(isFigure));
    const row = pick(page.random, uppers);
    const [upper, lower] = [rows[row] ?? [], rows[row + 1] ?? []];
    const applicant = page.random.between(1, 7);
    const [top, below] = [upper.length - applicant, lower.length - applicant];
    const covered = [upper[top]?.indicator, lower[below]?.indicator];
    page.setCell({ table: 'requests', row, at: top }, { rowSpan: 2 });
    page.setRow(
      { table: 'requests', row: row + 1 },
      lower.filter((_, at) => at !== below),
    );
    page.sayPlaces(before, [row, row + 1], placed(format));
    const [above, beneath] = covered;
    // as text the upper row is whole
    if (above && placed(format)) page.say(above, UNCLEAR);
    if (beneath) page.say(beneath, UNCLEAR);
  },
};

/** Two rows of figures change places: what stands beside a label is what the page says. */
const SWAPPED_ROWS: Kind = {
  id: 'figures of two rows swapped',
  formats: ALL,
  mutate: (page) => {
    const [one = 0, other = 0] = figureRows(page);
    const before = page.table('requests');
    const figures = (row: number): PrintedCell[] => page.row({ table: 'requests', row }).filter(isFigure);
    const [upper, lower] = [figures(one), figures(other)];
    for (const [row, from] of [
      [one, lower],
      [other, upper],
    ] as const) {
      let next = 0;
      const cells = page.row({ table: 'requests', row }).map((cell) => {
        if (!isFigure(cell)) return cell;
        const text = from[next]?.text ?? '';
        next += 1;
        return { ...cell, text };
      });
      page.setRow({ table: 'requests', row }, cells);
    }
    page.sayPlaces(before, [one, other], true);
  },
};

/** The words of two labels change places: a figure is what its own label says. */
const SWAPPED_LABELS: Kind = {
  id: 'labels of two rows swapped',
  formats: ALL,
  mutate: (page) => {
    const rows = page.rows('requests');
    const labelled = shuffled(
      page.random,
      rows.flatMap((cells, row) => (isDotted(labelOf(cells)) ? [row] : [])),
    );
    const [one = 0] = labelled;
    const group = groupOf(rows[one] ?? []);
    const other = labelled.find((row) => row !== one && groupOf(rows[row] ?? []) === group) ?? one;
    swapTexts(page, one, other);
    swapSays(page, figuresOf(page, one), figuresOf(page, other));
  },
};

const labelOf = (cells: readonly PrintedCell[]): string =>
  cells.findLast((cell) => !isFigure(cell))?.text ?? '';
const isDotted = (label: string): boolean => /^\d\./.test(label);
const groupOf = (cells: readonly PrintedCell[]): string =>
  cells.find(isFigure)?.indicator?.split('.').slice(0, 2).join('.') ?? '';
const figuresOf = (page: Page, row: number): string[] =>
  page.row({ table: 'requests', row }).flatMap(({ indicator }) => indicator ?? []);

function swapTexts(page: Page, one: number, other: number): void {
  const at = (row: number): number => {
    return page.row({ table: 'requests', row }).findLastIndex((cell) => !isFigure(cell));
  };
  const [first, second] = [at(one), at(other)];
  const text = labelOf(page.row({ table: 'requests', row: one }));
  page.setCell(
    { table: 'requests', row: one, at: first },
    { text: labelOf(page.row({ table: 'requests', row: other })) },
  );
  page.setCell({ table: 'requests', row: other, at: second }, { text });
}

/** The page says of each of the first what stood for the second, and the other way round. */
function swapSays(page: Page, ones: readonly string[], others: readonly string[]): void {
  ones.forEach((one, at) => {
    const other = others[at] ?? one;
    page.say(one, { numbers: [page.figures.get(other) ?? 0], owed: true });
    page.say(other, { numbers: [page.figures.get(one) ?? 0], owed: true });
  });
}

/** Two heads change places: the head says whose figures a column has. */
const SWAPPED_HEADS: Kind = {
  id: 'heads swapped',
  formats: ALL,
  mutate: (page) => {
    const [one = 0, other = 1] = shuffled(page.random, [0, 1, 2, 3, 4]);
    const heads = page.row({ table: 'requests', row: 2 });
    page.setCell({ table: 'requests', row: 2, at: one }, { text: heads[other]?.text ?? '' });
    page.setCell({ table: 'requests', row: 2, at: other }, { text: heads[one]?.text ?? '' });
    const columns = ['business', 'research', 'nonprofit', 'legal_service', 'other_org'];
    sayColumns(page, `.${columns[one]}`, `.${columns[other]}`, (id) => id.startsWith('requests.'));
  },
};

const SWAPPED_HEADS_OF_2: Kind = {
  id: 'heads of table 2 swapped',
  formats: ALL,
  mutate: (page) => {
    const [one = 1, other = 2] = shuffled(page.random, [1, 2, 3]);
    const heads = page.row({ table: 'proactive', row: 1 });
    page.setCell({ table: 'proactive', row: 1, at: one }, { text: heads[other]?.text ?? '' });
    page.setCell({ table: 'proactive', row: 1, at: other }, { text: heads[one]?.text ?? '' });
    const columns = ['issued', 'repealed', 'in_force'];
    sayColumns(page, `.${columns[one - 1]}`, `.${columns[other - 1]}`, (id) => id.startsWith('proactive.'));
  },
};

const SWAPPED_HEADS_OF_4: Kind = {
  id: 'heads of table 4 swapped',
  formats: ALL,
  mutate: (page) => {
    const [one = 0, other = 1] = shuffled(page.random, [0, 1, 2, 3]);
    const heads = page.row({ table: 'disputes', row: 1 });
    page.setCell({ table: 'disputes', row: 1, at: one }, { text: heads[other]?.text ?? '' });
    page.setCell({ table: 'disputes', row: 1, at: other }, { text: heads[one]?.text ?? '' });
    const columns = ['upheld', 'corrected', 'other', 'pending'];
    sayColumns(page, `.${columns[one]}`, `.${columns[other]}`, (id) => id.startsWith('disputes.review.'));
  },
};

function sayColumns(page: Page, one: string, other: string, of: (id: string) => boolean): void {
  const ids = [...page.figures.keys()].filter(of);
  const ones = ids.filter((id) => id.endsWith(one));
  swapSays(
    page,
    ones,
    ones.map((id) => `${id.slice(0, -one.length)}${other}`),
  );
}

/** A row twice, with the same figures or with others. */
function doubledRow(id: string, isSame: boolean): Kind {
  return {
    id,
    formats: ALL,
    mutate: (page) => {
      const rows = page.rows('requests');
      const row = pick(
        page.random,
        figureRows(page).filter((at) => isPlainRow(rows[at] ?? [])),
      );
      const again = (rows[row] ?? []).map((cell) => {
        const text = isSame || !isFigure(cell) ? cell.text : String(page.random.between(0, 60));
        if (!isSame && cell.indicator !== null && text !== cell.text) page.say(cell.indicator, UNCLEAR);
        return { ...cell, text, indicator: isFigure(cell) ? null : cell.indicator };
      });
      insertRow(page, row + 1, again);
    },
  };
}

/** Whether a row begins no group, and so can stand twice. */
const isPlainRow = (cells: readonly PrintedCell[]): boolean => cells.every(({ rowSpan }) => rowSpan === 1);

/** Puts a row in; cells that reach over the place reach one row further. */
function insertRow(page: Page, at: number, cells: readonly PrintedCell[]): void {
  const rows = page
    .rows('requests')
    .map((row, top) =>
      row.map((cell) =>
        top < at && top + cell.rowSpan > at ? { ...cell, rowSpan: cell.rowSpan + 1 } : cell,
      ),
    );
  page.setRows('requests', [...rows.slice(0, at), cells, ...rows.slice(at)]);
}

const FOREIGN_ROW: Kind = {
  id: 'a foreign row',
  formats: ALL,
  mutate: (page) => {
    const rows = page.rows('requests');
    // between the numbered rows of a group, where one more of its columns is free
    const row = pick(
      page.random,
      figureRows(page).filter(
        (at) =>
          isPlainRow(rows[at] ?? []) && (rows[at] ?? []).length === 8 && isDotted(labelOf(rows[at] ?? [])),
      ),
    );
    const label = pick(page.random, ['其中：涉及征地拆迁', '（不含转办）', '其中线上申请', '上年同期']);
    const figures = Array.from({ length: 7 }, () => blank(String(page.random.between(0, 60))));
    insertRow(page, row + 1, [blank(label), ...figures]);
  },
};

const LOST_ROW: Kind = {
  id: 'a row lost',
  formats: ALL,
  mutate: (page) => {
    const rows = page.rows('requests');
    const row = pick(
      page.random,
      figureRows(page).filter((at) => isPlainRow(rows[at] ?? [])),
    );
    for (const { indicator } of rows[row] ?? []) if (indicator !== null) page.say(indicator, UNCLEAR);
    const shortened = rows.map((cells, top) =>
      cells.map((cell) =>
        top < row && top + cell.rowSpan > row ? { ...cell, rowSpan: cell.rowSpan - 1 } : cell,
      ),
    );
    page.setRows('requests', [...shortened.slice(0, row), ...shortened.slice(row + 1)]);
  },
};

/** What becomes of a column of table 3: `cell` of its figures, `head` of its head. */
function column(
  id: string,
  by: number,
  change: (cell: PrintedCell, page: Page) => readonly PrintedCell[],
  says: (cell: PrintedCell) => Says | null,
): Kind {
  return {
    id,
    formats: ALL,
    mutate: (page) => {
      const at = page.random.between(0, 4);
      for (const { indicator } of page.rows('requests').flatMap((cells) => [figureAt(cells, at)])) {
        const said = indicator === null ? null : says({ ...NEW, indicator });
        if (indicator !== null && said !== null) page.say(indicator, said);
      }
      page.setTable('requests', (table) => withColumn(table, at, by, (cell) => change(cell, page)));
    },
  };
}

/** The cell of the applicant's column, counted from 商业企业. */
const figureAt = (cells: readonly PrintedCell[], at: number): PrintedCell =>
  cells[cells.length - 6 + at] ?? NEW;

function withColumn(
  table: PrintedTable,
  at: number,
  by: number,
  change: (cell: PrintedCell) => readonly PrintedCell[],
): PrintedTable {
  const rows = table.rows.map((cells, row) => {
    if (row === 0)
      return cells.map((cell, i) => (i === 1 ? { ...cell, columnSpan: cell.columnSpan + by } : cell));
    if (row === 1)
      return cells.map((cell, i) => (i === 1 ? { ...cell, columnSpan: cell.columnSpan + by } : cell));
    const index = row === 2 ? at : cells.length - 6 + at;
    return cells.flatMap((cell, i) => (i === index ? change(cell) : [cell]));
  });
  const width = table.widths.reduce((sum, one) => sum + one, 0);
  const figure = 14;
  const figures = Array.from({ length: 7 + by }, () => figure);
  const labels = width - figure * figures.length;
  return { ...table, rows, columns: table.columns + by, widths: [12, 20, labels - 32, ...figures] };
}

const COLUMNS: readonly Kind[] = [
  column(
    'a column doubled',
    1,
    (cell) => [cell, { ...cell, indicator: null }],
    () => null,
  ),
  column(
    'a column doubled, with other figures',
    1,
    (cell, page) => [
      cell,
      isFigure(cell) ? blank(String(page.random.between(0, 60))) : { ...cell, indicator: null },
    ],
    () => UNCLEAR,
  ),
  column(
    'a column lost',
    -1,
    () => [],
    () => UNCLEAR,
  ),
  column(
    'a foreign column',
    1,
    (cell, page) => [
      isFigure(cell)
        ? blank(String(page.random.between(0, 60)))
        : { ...cell, text: pick(page.random, ['农民合作社', '同比', '个体工商户']) },
      cell,
    ],
    () => null,
  ),
];

/** A column of remarks behind the last one. */
const REMARKS: Kind = {
  id: 'a column of remarks',
  formats: ALL,
  mutate: (page) => {
    page.setTable('requests', (table) => {
      const rows = table.rows.map((cells, row): readonly PrintedCell[] => {
        if (row === 0) return [...cells, { ...NEW, text: '备注', rowSpan: 3, heading: true }];
        if (!cells.some(isFigure)) return cells;
        return [...cells, blank(pick(page.random, ['', '', '', '含转办2件', '5']))];
      });
      const widths = [...table.widths.slice(0, 2), (table.widths[2] ?? 0) - 14, ...table.widths.slice(3), 14];
      return { ...table, rows, columns: table.columns + 1, widths };
    });
  },
};

export const CELL_KINDS: readonly Kind[] = [
  ...ROWS,
  merged('merged, with both numbers', (left, right) => `${left} ${right}`),
  merged('merged, with both in two lines', (left, right) => `${left}\n${right}`),
  merged('merged, run together', (left, right) => `${left}${right}`),
  merged('merged, with one number', (left) => left),
  MERGED_DOWN,
  SWAPPED_ROWS,
  SWAPPED_LABELS,
  SWAPPED_HEADS,
  SWAPPED_HEADS_OF_2,
  SWAPPED_HEADS_OF_4,
  doubledRow('a row doubled', true),
  doubledRow('a row doubled, with other figures', false),
  FOREIGN_ROW,
  LOST_ROW,
  ...COLUMNS,
  REMARKS,
];
