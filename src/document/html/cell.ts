import { holdsObject, OBJECT, raised, UNTOLD } from '../sight.js';
import { LineWalk } from './lines.js';
import { attribute, type ElementNode } from './tree.js';

/** The text of a cell: its lines folded, without empty ones, joined by `\n`. */
export function cellText(cell: ElementNode): string {
  // one text has nothing beside it: most cells hold no more
  const mixed = textsIn(cell) > 1;
  const lines = mixed
    ? new CellLines(digitsOutsideLinks(cell), largestDigits(cell))
    : new CellLines(false, 0);
  lines.walk(cell);
  return lines.text;
}

class CellLines extends LineWalk {
  text = '';

  constructor(
    /** Digits in links are the marks of notes: other digits stand beside them. */
    private readonly marksAreLinks: boolean,
    /** Size of the largest digits, in px: it cannot be told whether smaller ones beside them belong to the number. */
    private readonly digits: number,
  ) {
    super();
  }

  protected override put(line: string): void {
    this.text = this.text === '' ? line : `${this.text}\n${line}`;
  }

  protected override seen(text: string, element: ElementNode): string {
    const seen = super.seen(text, element);
    if (seen.trim() === '') return seen;
    // what may be hidden by a style sheet that is not there is no text that can be read for sure, unless all of it is
    if (element.sight?.seen === 'doubtful' && this.#isMixed(element)) return OBJECT;
    const { sight } = element;
    const isSmall = sight?.level === 'line' && sight.inherited.size < SMALL * this.digits;
    if (isSmall && !/\p{Script=Han}/u.test(seen)) return seen.replace(/\d/g, UNTOLD);
    const marks = this.marksAreLinks && /\d/.test(seen) && isLinked(element);
    return marks ? raised(seen) : seen;
  }

  protected override standIn(element: ElementNode): string {
    return element.sight === null ? '' : shownBy(element);
  }

  /** Does the cell have other, clearly visible text beside the doubtful one? */
  #isMixed(element: ElementNode): boolean {
    let cell = element;
    while (cell.parent !== null && cell.name !== 'td' && cell.name !== 'th') cell = cell.parent;
    return holdsSure(cell);
  }
}

function holdsSure(parent: ElementNode): boolean {
  for (let child = parent.first; child !== null; child = child.next) {
    if (child.kind === 'text' && parent.sight?.seen === true && child.value.trim() !== '') return true;
    if (child.kind === 'element' && !child.measure.skipped && holdsSure(child)) return true;
  }
  return false;
}

/** How many texts stand in an element, blank ones left out; counted as far as two. */
function textsIn(parent: ElementNode): number {
  let found = 0;
  for (let child = parent.first; child !== null && found < 2; child = child.next) {
    if (child.kind === 'text') found += /\S/.test(child.value) ? 1 : 0;
    else if (child.kind === 'element' && !child.measure.skipped) found += textsIn(child);
  }
  return found;
}

/** Digits of less than this share of the largest in their cell may be a note mark. */
const SMALL = 0.85;

/** The height of the largest digits that stand on the line, in px; 0 where there are none. */
function largestDigits(parent: ElementNode): number {
  let largest = 0;
  for (let child = parent.first; child !== null; child = child.next) {
    const { sight } = parent;
    if (child.kind === 'text' && sight?.level === 'line' && sight.seen !== false && /\d/.test(child.value))
      largest = Math.max(largest, sight.inherited.size);
    if (child.kind === 'element' && !child.measure.skipped) largest = Math.max(largest, largestDigits(child));
  }
  return largest;
}

function isLinked(element: ElementNode): boolean {
  for (
    let at: ElementNode | null = element;
    at !== null && at.name !== 'td' && at.name !== 'th';
    at = at.parent
  ) {
    if (at.name === 'a' && attribute(at, 'href') !== undefined) return true;
  }
  return false;
}

function digitsOutsideLinks(cell: ElementNode): boolean {
  for (let child = cell.first; child !== null; child = child.next) {
    if (child.kind === 'text' && /\d/.test(child.value)) return true;
    if (child.kind === 'element' && child.name !== 'a' && !child.measure.skipped && digitsOutsideLinks(child))
      return true;
  }
  return false;
}

/** Elements that show something which is no text of the page. */
const OBJECTS: ReadonlySet<string> = new Set(
  'img svg canvas object embed video audio iframe math button meter progress'.split(' '),
);
/** Types of `<input>` that show their value as it is. */
const TEXT_INPUTS: ReadonlySet<string> = new Set(['text', 'number', 'tel', 'search', 'url', 'email']);
/** Pictures no larger than this, in px, hold lines and columns in place and show nothing. */
const SPACER = 3;

/** What a control or a picture shows in a cell: its value if the page states it, otherwise an object; '' for nothing. */
function shownBy(element: ElementNode): string {
  switch (element.name) {
    case 'input': {
      const type = attribute(element, 'type')?.trim().toLowerCase() ?? 'text';
      if (type === 'hidden') return '';
      const value = attribute(element, 'value')?.trim() ?? '';
      return TEXT_INPUTS.has(type) && value !== '' ? value : OBJECT;
    }
    case 'textarea':
      return textOf(element) || OBJECT;
    case 'select':
      return chosen(element) ?? OBJECT;
    case 'img':
      return isSpacer(element) ? '' : OBJECT;
    default:
      return OBJECTS.has(element.name) ? OBJECT : '';
  }
}

function isSpacer(image: ElementNode): boolean {
  const sides = (['width', 'height'] as const).flatMap((side) => {
    const value = Number.parseFloat(attribute(image, side) ?? '');
    return Number.isNaN(value) ? [] : [value];
  });
  return (
    sides.some((side) => side <= SPACER) ||
    /(?:spacer|blank|pixel|transparent)\.gif/i.test(attribute(image, 'src') ?? '')
  );
}

function textOf(element: ElementNode): string {
  let text = '';
  for (let child = element.first; child !== null; child = child.next)
    if (child.kind === 'text') text += child.value;
  return text.trim();
}

/** The option that a select box shows: the last that is marked, else the first. */
function chosen(select: ElementNode): string | undefined {
  const options: ElementNode[] = [];
  const collect = (parent: ElementNode): void => {
    for (let child = parent.first; child !== null; child = child.next) {
      if (child.kind !== 'element') continue;
      if (child.name === 'option') options.push(child);
      else collect(child);
    }
  };
  collect(select);
  const marked = options.findLast((option) => attribute(option, 'selected') !== undefined) ?? options[0];
  const text = marked === undefined ? '' : textOf(marked);
  return text === '' || holdsObject(text) ? undefined : text;
}
