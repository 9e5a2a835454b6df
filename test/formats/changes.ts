/** What a layout makes of the tables of a report, beyond their borders, their pages and their digits. */
import { pick, type Random } from './chance.js';
import type { Looks, Run } from './looks.js';
import type { PrintedBlock, PrintedCell, PrintedTable } from './printed.js';

export interface ChangeContext {
  readonly random: Random;
  /** The width of the text, in millimetres. */
  readonly width: number;
  /** The year of the report. */
  readonly year: number;
  /** By what means the format makes text look different; none where it cannot. */
  readonly looks: Looks;
}

/** The table as the blocks that it becomes. */
export type Change = (table: PrintedTable, context: ChangeContext) => readonly PrintedBlock[];

/** One figure in so many is changed. */
const SHARE = 0.2;
const MARKS = ['1', '2', '①', '*', '注1'];
const TYPED_MARKS = ['①', '②', '²', '¹', '₁', '*', '※', '[1]', '⑴', '（注1）'];

/** Behind 10, a raised 2 would make a power of ten: no one can tell it from a note. */
function clearMarks(marks: readonly string[], { text }: PrintedCell): readonly string[] {
  return text === '10' ? marks.filter((mark) => mark !== '2' && mark !== '²') : marks;
}

/** Changes some figures, where the format has the means to. */
function ofFigures(change: (cell: PrintedCell, context: ChangeContext) => PrintedCell): Change {
  return (table, context) => {
    const rows = table.rows.map((row) =>
      row.map((cell) => {
        return cell.indicator !== null && context.random.next() < SHARE ? change(cell, context) : cell;
      }),
    );
    return [{ ...table, rows }];
  };
}

/** As large as the figure: whether it is a mark is not for a reader to say. */
const UNCLEAR_MARK = 'higher alone';

/** Note marks, raised or lowered, behind a figure. */
export const marks = ofFigures((cell, { random, looks }) => {
  const raised = looks.raised.filter((look) => look !== UNCLEAR_MARK);
  const offered = random.next() < 0.8 ? raised : looks.lowered;
  if (offered.length === 0) return cell;
  const look = pick(random, offered);
  const mark = look === 'a link in brackets' ? '1' : pick(random, clearMarks(MARKS, cell));
  const base: Run = { text: cell.text, ...(look === 'ruby' ? { look: 'ruby base' } : {}) };
  return { ...cell, runs: [base, { text: mark, look }] };
});

/** The same as characters of their own. */
export const typedMarks = ofFigures((cell, { random }) => {
  const mark = pick(random, clearMarks(TYPED_MARKS, cell));
  return {
    ...cell,
    text: random.next() < 0.85 ? `${cell.text}${mark}` : `${pick(random, ['①', '²'])}${cell.text}`,
  };
});

/** A figure struck, and most often another one beside it. */
export const strikes = ofFigures((cell, { random, looks }) => {
  if (looks.struck.length === 0) return cell;
  const look = pick(random, looks.struck);
  if (random.next() < 0.2) {
    // what is deleted under revision is no longer there
    const states = look === 'a tracked deletion' ? 'blank' : 'unreadable';
    return { ...cell, runs: [{ text: cell.text, look }], states };
  }
  return { ...cell, runs: [{ text: String(random.between(1, 99)), look }, { text: cell.text }] };
});

/** Digits that are not seen, beside a figure or alone. */
export const hiddenDigits = ofFigures((cell, { random, looks }) => {
  const hiding = looks.hidden.filter((one) => one !== 'hidden by an id');
  if (hiding.length === 0) return cell;
  const look = pick(random, hiding);
  if (random.next() < 0.2) return { ...cell, runs: [{ text: cell.text, look }], states: 'blank' };
  const digits: Run = { text: String(random.between(1, 99)), look };
  return {
    ...cell,
    runs: random.next() < 0.5 ? [digits, { text: cell.text }] : [{ text: cell.text }, digits],
  };
});

/** Figures in the controls of a form that somebody filled in and saved. */
export const controls: Change = (table, { random, looks }) => {
  if (looks.control.length === 0) return [table];
  const look = pick(random, looks.control);
  const rows = table.rows.map((row) =>
    row.map((cell) => (cell.indicator === null ? cell : { ...cell, runs: [{ text: cell.text, look }] })),
  );
  return [{ ...table, rows }];
};

const REMARKS = ['（其中修订16件）', '(含重复3件)', '（见附注）', '（上年为25）', '【其中2件为转办】'];

/** Remarks in brackets behind a figure. */
export const remarks = ofFigures((cell, { random }) => ({
  ...cell,
  text: `${cell.text}${pick(random, REMARKS)}`,
}));

/** Rows whose cells have other spans than those of the head: each row has as many filled cells as the form asks. */
export const oddSpans: Change = (table, { random }) => {
  if (table.id !== 'requests') return [table];
  const by = random.between(1, 3);
  const at = random.between(0, 6);
  const rows = table.rows.map((row, number) => {
    if (number < table.headingRows) return widened(row, number, by);
    const first = row.findIndex(({ indicator }) => indicator !== null);
    return row.map((cell, i) => (i === first + at ? { ...cell, columnSpan: cell.columnSpan + by } : cell));
  });
  const [label = 0] = table.widths;
  const more = Array.from({ length: by }, () => label / (by + 1));
  return [
    {
      ...table,
      rows,
      columns: table.columns + by,
      widths: [label / (by + 1), ...more, ...table.widths.slice(1)],
    },
  ];
};

/** The head is wider in its first cell, where the labels stand. */
function widened(row: readonly PrintedCell[], number: number, by: number): PrintedCell[] {
  return row.map((cell, at) =>
    number === 0 && at === 0 ? { ...cell, columnSpan: cell.columnSpan + by } : cell,
  );
}
