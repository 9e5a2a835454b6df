import { isSameShade, isWhite } from '../../layout/page/colour.js';
import type { Look } from '../../look.js';
import type { XmlElement } from '../../xml/element.js';
import { hidesNumbers } from '../display.js';
import type { CellArea } from '../looks.js';
import type { XlsxStyles } from './styles.js';

/** A rule of conditional formatting that hides or strikes what stands in cells. */
export interface HidingRule {
  readonly areas: readonly CellArea[];
  readonly effect: 'hidden' | 'struck';
  /** Whether it holds for what a cell stores (null for no number); undefined where that would have to be reckoned. */
  holdsFor(value: number | null): boolean | undefined;
}

/** The rules of a `conditionalFormatting` that hide or strike (ECMA-376 part 1, 18.3.1.18). */
export function hidingRules(element: XmlElement, styles: XlsxStyles): HidingRule[] {
  const areas = areasOf(element.attribute('sqref') ?? '');
  return element.children.flatMap((rule): HidingRule[] => {
    const effect = effectOf(styles.differential(Number(rule.attribute('dxfId') ?? -1)), styles);
    return effect === null ? [] : [{ areas, effect, holdsFor: (value) => holdsFor(rule, value) }];
  });
}

/** The look of a cell once the rules are applied. */
export function ruled(
  look: Look,
  rules: readonly HidingRule[],
  row: number,
  column: number,
  value: number | null,
): Look {
  let seen = look;
  for (const { areas, effect, holdsFor: holds } of rules) {
    const isInside = areas.some(
      ({ top, bottom, left, right }) => top <= row && row <= bottom && left <= column && column <= right,
    );
    const isHeld = isInside ? holds(value) : false;
    if (isHeld === undefined) seen = { ...seen, doubtful: true };
    if (isHeld === true) seen = { ...seen, [effect]: true };
  }
  return seen;
}

function effectOf(format: XmlElement | undefined, styles: XlsxStyles): HidingRule['effect'] | null {
  if (format === undefined) return null;
  if (hidesNumbers(format.child('numFmt')?.attribute('formatCode') ?? '')) return 'hidden';
  const font = format.child('font');
  if (font === undefined) return null;
  const { struck, colour } = styles.font(font);
  if (font.child('color') !== undefined) {
    // the ground of a rule stands where the pattern's own colour is elsewhere
    const ground = format.child('fill')?.child('patternFill')?.child('bgColor');
    const fill = ground === undefined ? null : styles.colour(ground);
    const isSame =
      fill?.colour && colour.colour ? isSameShade(fill.colour, colour.colour) : fill?.name === colour.name;
    if (fill === null ? isWhite(colour.colour) : isSame) return 'hidden';
  }
  return struck ? 'struck' : null;
}

const CONSTANT = /^-?\d+(?:\.\d+)?$/u;

function holdsFor(rule: XmlElement, value: number | null): boolean | undefined {
  const operands = rule.children.flatMap(({ name, text }) => (name === 'formula' ? [text.trim()] : []));
  const [first = Number.NaN, second = Number.NaN] = operands.map((text) =>
    CONSTANT.test(text) ? Number(text) : Number.NaN,
  );
  if (rule.attribute('type') !== 'cellIs' || Number.isNaN(first)) return undefined;
  const operator = rule.attribute('operator') ?? '';
  if (value === null) return operator === 'equal' ? false : undefined;
  switch (operator) {
    case 'equal':
      return value === first;
    case 'notEqual':
      return value !== first;
    case 'lessThan':
      return value < first;
    case 'lessThanOrEqual':
      return value <= first;
    case 'greaterThan':
      return value > first;
    case 'greaterThanOrEqual':
      return value >= first;
    case 'between':
      return Number.isNaN(second) ? undefined : value >= first && value <= second;
    case 'notBetween':
      return Number.isNaN(second) ? undefined : value < first || value > second;
    default:
      return undefined;
  }
}

const LAST = 1_048_575;

/** Areas as `A1:C3 E5`, and whole columns. */
function areasOf(references: string): CellArea[] {
  return references.split(/\s+/u).flatMap((reference): CellArea[] => {
    const [from, to = from] = reference.replaceAll('$', '').split(':').map(placeOf);
    if (from === undefined || to === undefined || from === null || to === null) return [];
    return [{ top: from.row ?? 0, left: from.column ?? 0, bottom: to.row ?? LAST, right: to.column ?? LAST }];
  });
}

function placeOf(reference: string): { readonly row: number | null; readonly column: number | null } | null {
  const [all, letters = '', digits = ''] = /^([A-Z]*)(\d*)$/iu.exec(reference) ?? [];
  if (!all) return null;
  return { row: digits === '' ? null : Number(digits) - 1, column: columnOf(letters) ?? null };
}

/** The column that a reference names, counted from 0. */
export function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]+/iu.exec(reference ?? '')?.[0].toUpperCase();
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
