import type { XmlElement } from '../../xml/element.js';

/** What a paragraph or a style says of its number; what it leaves open is undefined. */
export interface NumberingReference {
  /** `0` takes a number away. */
  readonly list: string | undefined;
  readonly level: number | undefined;
  /** The style that says so, where it is one. */
  readonly style: string | undefined;
}

/** What a style, or a run itself, says of the look of its text; what it leaves open is undefined. */
export interface RunFormat {
  readonly vanish?: boolean | undefined;
  readonly strike?: boolean | undefined;
  readonly dstrike?: boolean | undefined;
  /** `w:vertAlign` */
  readonly align?: string | undefined;
  /** Half-points above the line. */
  readonly position?: number | undefined;
  /** Upper-case hexadecimal, or `auto`. */
  readonly color?: string | undefined;
  /** Half-points. */
  readonly size?: number | undefined;
  /** Has a ground of its own. */
  readonly shaded?: boolean | undefined;
}

interface Style {
  readonly basedOn: string | undefined;
  readonly format: RunFormat;
  readonly pageBreak: boolean | undefined;
  readonly numbering: NumberingReference | undefined;
}

/** A style longer derived than this is derived from itself. */
const LONGEST_CHAIN = 64;

/** The styles of a document, as far as they change its text (ECMA-376 part 1, 17.7). */
export class DocxStyles {
  readonly #styles = new Map<string, Style>();
  readonly #numberings = new Map<string, NumberingReference | undefined>();
  readonly #formats = new Map<string, RunFormat>();
  readonly #paragraph: string | undefined;

  constructor(root: XmlElement | undefined) {
    for (const element of root?.children ?? []) {
      const id = element.attribute('w:styleId');
      if (element.name !== 'w:style' || id === undefined) continue;
      const type = element.attribute('w:type') ?? 'paragraph';
      this.#styles.set(id, readStyle(element, id));
      if (type === 'paragraph' && isOn(element.attribute('w:default') ?? '0')) this.#paragraph ??= id;
    }
  }

  /** The style of a paragraph that names none, or none that exists. */
  paragraphStyle(named: string | undefined): string | undefined {
    return named !== undefined && this.#styles.has(named) ? named : this.#paragraph;
  }

  /** What the style and those that it derives from say of the look of its text. */
  runFormat(id: string | undefined): RunFormat {
    if (id === undefined) return {};
    const known = this.#formats.get(id) ?? this.#formatOf(id);
    this.#formats.set(id, known);
    return known;
  }

  #formatOf(id: string): RunFormat {
    const said = <Name extends keyof RunFormat>(name: Name): RunFormat[Name] =>
      this.#inherited(id, (style) => style.format[name]);
    return {
      vanish: said('vanish'),
      strike: said('strike'),
      dstrike: said('dstrike'),
      align: said('align'),
      position: said('position'),
      color: said('color'),
      size: said('size'),
      shaded: said('shaded'),
    };
  }

  startsPage(id: string | undefined): boolean {
    return id !== undefined && (this.#inherited(id, (style) => style.pageBreak) ?? false);
  }

  numbering(id: string | undefined): NumberingReference | undefined {
    if (id === undefined) return undefined;
    if (!this.#numberings.has(id)) {
      this.#numberings.set(
        id,
        this.#inherited(id, (style) => style.numbering),
      );
    }
    return this.#numberings.get(id);
  }

  #inherited<T>(id: string, property: (style: Style) => T | undefined): T | undefined {
    let style = this.#styles.get(id);
    for (let step = 0; step < LONGEST_CHAIN && style !== undefined; step += 1) {
      const value = property(style);
      if (value !== undefined) return value;
      style = style.basedOn === undefined ? undefined : this.#styles.get(style.basedOn);
    }
    return undefined;
  }
}

function readStyle(element: XmlElement, id: string): Style {
  const paragraph = element.child('w:pPr');
  return {
    basedOn: element.child('w:basedOn')?.attribute('w:val'),
    format: readRunFormat(element.child('w:rPr')),
    pageBreak: toggle(paragraph, 'w:pageBreakBefore'),
    numbering: readNumberingReference(paragraph, id),
  };
}

const NO_FORMAT: RunFormat = {};

/** The `w:rPr` of a run or a style. */
export function readRunFormat(properties: XmlElement | undefined): RunFormat {
  if (properties === undefined) return NO_FORMAT;
  const value = (name: string): string | undefined => properties.child(name)?.attribute('w:val');
  const number = (name: string): number | undefined => {
    return halfPoints(value(name) ?? '');
  };
  return {
    vanish: toggle(properties, 'w:vanish'),
    strike: toggle(properties, 'w:strike'),
    dstrike: toggle(properties, 'w:dstrike'),
    align: value('w:vertAlign'),
    position: number('w:position'),
    color: value('w:color')?.toUpperCase(),
    size: number('w:sz'),
    shaded: isShaded(properties) || value('w:highlight') !== undefined ? true : undefined,
  };
}

/** Half-points to each unit of a length (22.9.2.15, ST_UniversalMeasure). */
const HALF_POINTS: Readonly<Record<string, number>> = {
  pt: 2,
  pc: 24,
  pi: 24,
  in: 144,
  cm: 144 / 2.54,
  mm: 14.4 / 2.54,
};

/** A length in half-points: a number of them, or a number with its unit (17.18.42, ST_HpsMeasure); undefined for none. */
function halfPoints(text: string): number | undefined {
  const [, number, unit] = /^\s*(-?\d+(?:\.\d+)?)\s*([a-z]{2})?\s*$/u.exec(text) ?? [];
  const factor = unit === undefined ? 1 : HALF_POINTS[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** Whether properties of a run, a paragraph, a cell or a table colour the ground (17.3.5). */
export function isShaded(properties: XmlElement | undefined): boolean {
  const shading = properties?.child('w:shd');
  if (shading === undefined) return false;
  const plain = /^(?:auto|ffffff)$/i;
  const isClear = /^(?:clear|nil)$/.test(shading.attribute('w:val') ?? 'clear');
  return !isClear || !plain.test(shading.attribute('w:fill') ?? 'auto');
}

/** The `w:numPr` of a paragraph's properties (17.3.1.19). */
export function readNumberingReference(
  properties: XmlElement | undefined,
  style?: string,
): NumberingReference | undefined {
  const element = properties?.child('w:numPr');
  if (element === undefined) return undefined;
  const level = Number(element.child('w:ilvl')?.attribute('w:val') ?? Number.NaN);
  return {
    list: element.child('w:numId')?.attribute('w:val'),
    level: Number.isInteger(level) && level >= 0 && level < 9 ? level : undefined,
    style,
  };
}

/** A property that is on or off (17.17.4); undefined where it is not there. */
export function toggle(properties: XmlElement | undefined, name: string): boolean | undefined {
  const element = properties?.child(name);
  return element === undefined ? undefined : isOn(element.attribute('w:val'));
}

function isOn(value: string | undefined): boolean {
  return value === undefined || value === '1' || value === 'true' || value === 'on';
}
