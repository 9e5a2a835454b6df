import { LEVELS, ListCounters, type ListLevel, type ListUse, LONGEST_LEVEL } from '../word/list-counters.js';
import type { XmlElement } from '../xml/element.js';
import type { OpenDocumentStyles } from './styles.js';

/** A list around a paragraph. */
export interface OpenList {
  /** Lists that count on together. */
  readonly counter: string;
  readonly style: string | undefined;
  /** From 0. */
  readonly level: number;
}

/** Formats by how they begin (part 3, 20.322 `style:num-format`). */
const FORMATS: Readonly<Record<string, string>> = {
  '1': 'decimal',
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
  '１': 'decimalFullWidth',
  '①': 'decimalEnclosedCircle',
  一: 'chineseCountingThousand',
  壹: 'chineseLegalSimplified',
  壱: 'chineseCountingThousand',
  甲: 'ideographTraditional',
  子: 'ideographZodiac',
};
const FOLLOWED: Readonly<Record<string, string>> = { listtab: '\t', space: ' ' };
const OUTLINE = 'outline';

/** The numbers that stand before paragraphs: of lists, and of headings by the outline (part 3, 16.30 to 16.37). */
export class OpenDocumentLists {
  readonly #counters = new ListCounters();
  readonly #levels = new Map<XmlElement, readonly (ListLevel | undefined)[]>();
  /** The counters of lists, by their `xml:id`, and of the last that had a style. */
  readonly #byId = new Map<string, string>();
  readonly #byStyle = new Map<string, string>();
  #lists = 0;
  #restarts = 0;

  constructor(private readonly styles: OpenDocumentStyles) {}

  /** @param around the list that it stands in */
  open(list: XmlElement, around: OpenList | undefined): OpenList {
    const style = list.attribute('text:style-name') ?? around?.style;
    if (around !== undefined) return { counter: around.counter, style, level: around.level + 1 };
    const continued = list.attribute('text:continue-list');
    const before =
      continued !== undefined
        ? this.#byId.get(continued)
        : list.attribute('text:continue-numbering') === 'true'
          ? this.#byStyle.get(style ?? '')
          : undefined;
    this.#lists += 1;
    const counter = before ?? String(this.#lists);
    const id = list.attribute('xml:id');
    if (id !== undefined) this.#byId.set(id, counter);
    this.#byStyle.set(style ?? '', counter);
    return { counter, style, level: 0 };
  }

  /**
   * What stands before a paragraph that begins an item of a list.
   * @param own the list style that the paragraph's style names
   * @param start the number that the item begins anew with
   */
  next({ counter, style, level }: OpenList, own: string | undefined, start: string | undefined): string {
    const element = this.styles.lists.get(style ?? own ?? '');
    return element === undefined ? '' : this.#next(counter, element, level, start);
  }

  /** What stands before a heading that is in no list. */
  heading(level: number): string {
    const { outline } = this.styles;
    return outline === undefined ? '' : this.#next(OUTLINE, outline, level, undefined);
  }

  #next(counter: string, element: XmlElement, level: number, start: string | undefined): string {
    if (level < 0 || level >= LEVELS) return '';
    const restarts = new Map<number, number>();
    if (start !== undefined && /^\d{1,5}$/.test(start)) {
      this.#restarts += 1;
      restarts.set(level, Number(start));
    }
    const use: ListUse = {
      id: `${counter} ${this.#restarts}`,
      definition: counter,
      levels: this.#levelsOf(element),
      restarts,
    };
    return this.#counters.next(use, level);
  }

  #levelsOf(element: XmlElement): readonly (ListLevel | undefined)[] {
    const known = this.#levels.get(element);
    if (known !== undefined) return known;
    const levels: (ListLevel | undefined)[] = [];
    for (const child of element.children) {
      const level = Number(child.attribute('text:level') ?? Number.NaN) - 1;
      if (Number.isInteger(level) && level >= 0 && level < LEVELS) levels[level] = readLevel(child, level);
    }
    this.#levels.set(element, levels);
    return levels;
  }
}

function readLevel(element: XmlElement, level: number): ListLevel {
  const format = element.attribute('style:num-format') ?? '';
  const isNumber =
    /^text:(?:list-level-style-number|outline-level-style)$/.test(element.name) && format !== '';
  const shown = Math.max(1, Number(element.attribute('text:display-levels') ?? 1) || 1);
  const numbers = Array.from(
    { length: Math.min(shown, level + 1) },
    (_, at) => `%${level - Math.min(shown, level + 1) + at + 2}`,
  );
  const plain = (text: string | undefined): string => (text ?? '').replaceAll('%', '');
  const text = `${plain(element.attribute('style:num-prefix'))}${numbers.join('.')}${plain(element.attribute('style:num-suffix'))}`;
  const alignment = element.child('style:list-level-properties')?.child('style:list-level-label-alignment');
  return {
    start: Number(element.attribute('text:start-value') ?? 1) || 1,
    format: isNumber ? (FORMATS[format.charAt(0)] ?? 'decimal') : 'none',
    text: isNumber && text.length <= LONGEST_LEVEL ? text : '',
    restart: undefined,
    legal: false,
    separator: FOLLOWED[alignment?.attribute('text:label-followed-by') ?? ''] ?? '',
  };
}
