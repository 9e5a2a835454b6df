import type { CellObject } from '@e965/xlsx';
import { foldLine } from '../flow/whitespace.js';
import { PLAIN_LOOK, written } from '../look.js';
import { hidesText, shownNumber } from './display.js';
import type { CellLook } from './looks.js';

/** A formula whose result is not stored. */
export function isUnreckoned({ t, f }: CellObject): boolean {
  return t === 'z' && f !== undefined;
}

/**
 * The text that a cell shows, in the notation of src/document/sight.ts: a number in its format, an error as `#DIV/0!`. A
 * formula whose result is not stored stands as itself (`=SUM(A1:B2)`), so that it can be taken neither for a figure nor
 * for a cell left blank.
 *
 * @param looked how it looks; undefined for a plain cell
 * @param zeros whether the sheet shows noughts
 */
export function shownText(cell: CellObject, looked: CellLook | undefined, zeros: boolean): string {
  const { look, runs } = looked ?? { look: PLAIN_LOOK, runs: null };
  if (isUnreckoned(cell)) return folded(`=${cell.f ?? ''}`);
  if (cell.t === 's' && hidesText(formatOf(cell))) return '';
  if (runs !== null && cell.t === 's') {
    const parts = runs.map((run) => (run.look.hidden ? '' : written(run.text, run.look)));
    return folded(parts.join(''));
  }
  return look.hidden ? '' : written(folded(plainText(cell, zeros)), look);
}

const formatOf = ({ z }: CellObject): string => (typeof z === 'string' ? z : '');

function plainText(cell: CellObject, zeros: boolean): string {
  if (cell.t === 'z') return '';
  if (cell.t === 'n' && typeof cell.v === 'number') {
    return cell.v === 0 && !zeros ? '' : shownNumber(cell.v, formatOf(cell), cell.w);
  }
  return cell.w ?? (cell.v === undefined || cell.v === null ? '' : String(cell.v));
}

function folded(text: string): string {
  if (!/[\r\n]/.test(text)) return foldLine(text);
  const lines = text.split(/\r\n|[\r\n]/).map(foldLine);
  return lines.filter((line) => line !== '').join('\n');
}
