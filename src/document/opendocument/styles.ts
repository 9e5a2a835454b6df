import type { Look } from '../look.js';
import type { XmlElement } from '../xml/element.js';

/** What a style says of its text, and of what lies behind it; what it leaves open is undefined. */
export interface Format {
  readonly hidden?: boolean | undefined;
  readonly struck?: boolean | undefined;
  readonly level?: Look['level'] | undefined;
  /** `#rrggbb` in small letters; `auto` for black or white, as the ground asks for. */
  readonly color?: string | undefined;
  /** Points. */
  readonly size?: number | undefined;
  readonly ground?: 'white' | 'shaded' | undefined;
}

/** Whose names are apart from those of others (part 3, 19.480). */
export type Family = 'text' | 'paragraph' | 'table-cell' | 'table-row' | 'table';

export interface Style {
  readonly format: Format;
  /** A sheet that is not shown (`table:display`). */
  readonly isHidden: boolean;
  readonly hasBorder: boolean;
  /** How its text may look instead, where a condition holds. */
  readonly mapped: readonly string[];
  readonly list: string | undefined;
  /** A format of numbers. */
  readonly data: string | undefined;
}

const PLAIN: Style = {
  format: {},
  isHidden: false,
  hasBorder: false,
  mapped: [],
  list: undefined,
  data: undefined,
};
/** A style longer derived than this is derived from itself. */
const LONGEST_CHAIN = 64;
/** Points of type that nobody can see. */
const TINY = 1;
/** A share of the type's height from which text above or below the line is a mark. */
const RAISED = 10;

/** The styles of a file, as far as they change what is seen (part 3, 16). */
export class OpenDocumentStyles {
  readonly #elements = new Map<string, XmlElement>();
  readonly #known = new Map<string, Style>();
  readonly lists = new Map<string, XmlElement>();
  readonly outline: XmlElement | undefined;

  constructor(holders: readonly XmlElement[]) {
    let outline: XmlElement | undefined;
    for (const element of holders.flatMap(({ children }) => children)) {
      const name = element.attribute('style:name') ?? '';
      if (element.name === 'style:style') {
        this.#elements.set(`${element.attribute('style:family') ?? ''} ${name}`, element);
      } else if (element.name === 'text:list-style') this.lists.set(name, element);
      else if (element.name === 'text:outline-style') outline = element;
    }
    this.outline = outline;
  }

  of(family: Family, name: string | undefined): Style {
    if (name === undefined) return PLAIN;
    const key = `${family} ${name}`;
    const known = this.#known.get(key) ?? this.#read(family, key);
    this.#known.set(key, known);
    return known;
  }

  #read(family: Family, key: string): Style {
    const chain: XmlElement[] = [];
    for (let at = this.#elements.get(key); at !== undefined && chain.length < LONGEST_CHAIN; ) {
      chain.unshift(at);
      const parent: string | undefined = at.attribute('style:parent-style-name');
      at = parent === undefined ? undefined : this.#elements.get(`${family} ${parent}`);
    }
    return chain.map(readStyle).reduce(
      (above, own): Style => ({
        format: within(above.format, own.format),
        isHidden: above.isHidden || own.isHidden,
        hasBorder: above.hasBorder || own.hasBorder,
        mapped: own.mapped,
        list: own.list ?? above.list,
        data: own.data ?? above.data,
      }),
      PLAIN,
    );
  }
}

/** What holds for text whose own format stands inside another. */
export function within(outer: Format, own: Format): Format {
  return {
    hidden: own.hidden ?? outer.hidden,
    struck: own.struck ?? outer.struck,
    level: own.level ?? outer.level,
    color: own.color ?? outer.color,
    size: own.size ?? outer.size,
    ground: own.ground ?? outer.ground,
  };
}

export function lookOf({ hidden, struck, level, color, size, ground }: Format): Look {
  const isWhite = color === '#ffffff' && ground !== 'shaded';
  return {
    hidden: hidden === true || isWhite || (size !== undefined && size <= TINY),
    doubtful: false,
    struck: struck === true,
    level: level ?? 'line',
  };
}

function readStyle(element: XmlElement): Style {
  const text = element.child('style:text-properties');
  const cell = element.child('style:table-cell-properties');
  const grounds = ['paragraph', 'table-cell', 'table-row', 'table', 'text']
    .map((kind) => groundOf(element.child(`style:${kind}-properties`)?.attribute('fo:background-color')))
    .filter((ground) => ground !== undefined);
  return {
    format: { ...(text === undefined ? {} : readText(text)), ground: grounds.at(-1) },
    isHidden: element.child('style:table-properties')?.attribute('table:display') === 'false',
    hasBorder: ['', '-left', '-right', '-top', '-bottom'].some((side) =>
      /\d/.test(cell?.attribute(`fo:border${side}`) ?? ''),
    ),
    mapped: element.children.flatMap((child) =>
      child.name === 'style:map' ? [child.attribute('style:apply-style-name') ?? ''] : [],
    ),
    list: element.attribute('style:list-style-name'),
    data: element.attribute('style:data-style-name'),
  };
}

function readText(text: XmlElement): Format {
  const through =
    text.attribute('style:text-line-through-style') ?? text.attribute('style:text-line-through-type');
  const display = text.attribute('text:display');
  const isAuto = text.attribute('style:use-window-font-color') === 'true';
  const size = /^([\d.]+)pt$/.exec(text.attribute('fo:font-size') ?? '')?.[1];
  return {
    hidden: display === undefined ? undefined : display === 'none',
    struck: through === undefined ? undefined : through !== 'none',
    level: levelOf(text.attribute('style:text-position')),
    color: isAuto ? 'auto' : text.attribute('fo:color')?.toLowerCase(),
    size: size === undefined ? undefined : Number(size),
  };
}

/** Part 3, 20.384: `super 58%`, `-33% 58%`. */
function levelOf(position: string | undefined): Format['level'] {
  if (position === undefined) return undefined;
  const [place = '', size = '100%'] = position.trim().split(/\s+/);
  const rise = place === 'super' ? 100 : place === 'sub' ? -100 : Number.parseFloat(place);
  const least = Number.parseFloat(size) <= 80 ? 1 : RAISED;
  if (!(Math.abs(rise) >= least)) return 'line';
  return rise > 0 ? 'raised' : 'lowered';
}

function groundOf(color: string | undefined): Format['ground'] {
  if (color === undefined || color === 'transparent') return undefined;
  return color.toLowerCase() === '#ffffff' ? 'white' : 'shaded';
}
