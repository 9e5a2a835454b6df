import { color as parseColor, rgb } from 'd3-color';
import { type Color, type Inherited, PLAIN_SIGHT, type Sight } from '../sight.js';
import { attribute, type ElementNode } from '../tree.js';
import { type Declaration, inlineDeclarations, type Property } from './declarations.js';
import type { StyleSheet } from './style-sheet.js';

/** Colours that differ by no more than this in any channel are one to the eye. */
const SAME_COLOR = 8;
/** Text that stands this far outside the page, in px, is meant to be out of sight. */
const FAR = -500;
/** A mark is raised at least so much, in px: less is a matter of alignment. */
const RAISED = 2;
/** A size of this or less, in px, shows nothing. */
const TINY = 1;

const STRUCK: ReadonlySet<string> = new Set(['del', 's', 'strike']);
/** Elements of smaller or larger type, as browsers show them: their share of the type around them. */
const SIZES: Readonly<Record<string, number>> = { small: 0.83, big: 1.2 };
/** px of the sizes that `<font size>` names, and of CSS's words. */
const FONT_SIZES: Readonly<Record<string, number>> = {
  '1': 10,
  '2': 13,
  '3': 16,
  '4': 18,
  '5': 24,
  '6': 32,
  '7': 48,
};
const SIZE_WORDS: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
};
const LEVELS: Readonly<Record<string, Sight['level']>> = { sup: 'raised', sub: 'lowered', rt: 'raised' };
/** Elements that align their content, and not themselves, by `vertical-align`, or are no text. */
const ALIGNING: ReadonlySet<string> = new Set(
  'td th tr tbody thead tfoot table col colgroup img svg'.split(' '),
);
const PRESENTATIONAL: ReadonlySet<string> = new Set([
  'style',
  'bgcolor',
  'color',
  'background',
  'text',
  'hidden',
  'size',
]);

/** Tells how each element of a page is seen, by its elements, attributes and the page's own style sheets. */
export class SightReader {
  readonly #inline = new Map<string, readonly Declaration[]>();
  /** Computed styles of elements, by element name, style attribute and the look of the surrounding text. */
  readonly #styled = new Map<Sight, Map<string, Sight | null>>();

  constructor(
    private readonly sheet: StyleSheet,
    /** Whether the page asks for style sheets of other files, which an archive of the page does not have. */
    private readonly foreignSheets: boolean,
  ) {}

  /** How text on the bare page is seen. */
  get root(): Sight {
    return { ...PLAIN_SIGHT, inherited: { ...PLAIN_SIGHT.inherited, assumed: this.foreignSheets } };
  }

  /** How text in the element is seen; null where nothing in it is. */
  of(element: ElementNode, parent: Sight): Sight | null {
    const { name } = element;
    const special = STRUCK.has(name) || LEVELS[name] !== undefined || SIZES[name] !== undefined;
    const ruled = this.sheet.isEmpty ? NONE : this.sheet.declarationsFor(element);
    const said = element.attributes.filter(({ name }) => PRESENTATIONAL.has(name));
    const [first] = said;
    if (first === undefined)
      return special || ruled.length > 0 ? this.#judge(element, parent, ruled) : parent;
    if (said.length > 1 || first.name !== 'style' || ruled.length > 0)
      return this.#judge(element, parent, ruled);
    return this.#remembered(element, parent, first.value);
  }

  /** Pages made by word processors give the same few styles to every cell: each is judged once. */
  #remembered(element: ElementNode, parent: Sight, style: string): Sight | null {
    let known = this.#styled.get(parent);
    if (known === undefined) {
      known = new Map();
      this.#styled.set(parent, known);
    }
    const key = `${element.name} ${style}`;
    let sight = known.get(key);
    if (sight === undefined) {
      sight = this.#judge(element, parent, NONE);
      known.set(key, sight);
    }
    return sight;
  }

  #judge(element: ElementNode, parent: Sight, ruled: readonly Declaration[]): Sight | null {
    if (attribute(element, 'hidden') !== undefined) return null;
    const style = settle([
      ...presentational(element),
      ...ruled,
      ...this.#declared(attribute(element, 'style')),
    ]);
    if (isGone(style)) return null;
    const inherited = inherit(style, parent.inherited, SIZES[element.name] ?? 1);
    return {
      seen: isSeen(inherited),
      struck:
        parent.struck ||
        STRUCK.has(element.name) ||
        /line-through/.test(style.get('text-decoration-line') ?? ''),
      level: levelOf(element, style) ?? parent.level,
      inherited,
    };
  }

  #declared(style: string | undefined): readonly Declaration[] {
    if (style === undefined) return [];
    const known = this.#inline.get(style);
    if (known !== undefined) return known;
    const declared = inlineDeclarations(style);
    this.#inline.set(style, declared);
    return declared;
  }
}

const NONE: readonly Declaration[] = [];

type Style = ReadonlyMap<Property, string>;

/** The winning declaration of each property: `!important` wins, then the later one. */
function settle(declarations: readonly Declaration[]): Style {
  const style = new Map<Property, string>();
  for (const { property, value, important } of declarations) if (!important) style.set(property, value);
  for (const { property, value, important } of declarations) if (important) style.set(property, value);
  return style;
}

/** Presentational attributes; any style sheet overrides them. */
function presentational(element: ElementNode): Declaration[] {
  const said = (property: Property, value: string | undefined): Declaration[] =>
    value === undefined ? [] : [{ property, value: value.trim().toLowerCase(), important: false }];
  return [
    ...said('background-color', attribute(element, 'bgcolor')),
    ...said('background-image', attribute(element, 'background') === undefined ? undefined : 'url()'),
    ...said('color', element.name === 'font' ? attribute(element, 'color') : undefined),
    ...said('font-size', element.name === 'font' ? fontSize(attribute(element, 'size')) : undefined),
    ...said('color', element.name === 'body' ? attribute(element, 'text') : undefined),
  ];
}

/** The CSS sizes of `<font size>`. */
function fontSize(size: string | undefined): string | undefined {
  const known = FONT_SIZES[size?.trim() ?? ''];
  if (known !== undefined) return `${known}px`;
  return /^\s*-/.test(size ?? '') ? 'smaller' : /^\s*\+/.test(size ?? '') ? 'larger' : undefined;
}

function isGone(style: Style): boolean {
  if (style.get('display') === 'none') return true;
  const moves = style.has('animation') || style.has('transition');
  if (Number.parseFloat(style.get('opacity') ?? '1') === 0 && !moves) return true;
  if (pixels(style.get('text-indent')) <= FAR) return true;
  const placed = /absolute|fixed/.test(style.get('position') ?? '');
  if (placed && (['left', 'right', 'top'] as const).some((side) => pixels(style.get(side)) <= FAR))
    return true;
  if (placed && /^rect\((?:\s*[01](?:px)?[\s,]*){4}\)$/.test(style.get('clip') ?? '')) return true;
  if (/^(?:inset\((?:50|100)%|circle\(0)/.test(style.get('clip-path') ?? '')) return true;
  const clipped = /hidden|clip/.test(style.get('overflow') ?? '');
  return (
    clipped && (['width', 'height', 'max-height'] as const).some((side) => pixels(style.get(side)) === 0)
  );
}

function inherit(style: Style, from: Inherited, scale: number): Inherited {
  const visibility = style.get('visibility');
  const size = style.get('font-size');
  const color = style.get('color');
  const image = style.get('background-image');
  const ground = groundOf(style.get('background-color'), from);
  return {
    visible:
      visibility === 'visible' ||
      (visibility === undefined || visibility === 'inherit' ? from.visible : false),
    size: size === undefined ? from.size * scale : sizeOf(size, from.size),
    tiny: size === undefined || size === 'inherit' ? from.tiny : isTiny(size, from.tiny),
    color: color === undefined || /^(?:inherit|currentcolor)$/.test(color) ? from.color : colorOf(color),
    ground: image !== undefined && image !== 'none' ? null : ground.color,
    assumed: ground.assumed,
  };
}

function groundOf(value: string | undefined, from: Inherited): { color: Color | null; assumed: boolean } {
  const own = value === undefined || value === 'inherit' ? 'clear' : colorOf(value);
  return own === 'clear' ? { color: from.ground, assumed: from.assumed } : { color: own, assumed: false };
}

/** The font size in px; the surrounding one if it cannot be told. */
function sizeOf(size: string, around: number): number {
  const share = /^([\d.]+)(em|%)$/.exec(size);
  if (share !== null) return around * Number(share[1]) * (share[2] === '%' ? 0.01 : 1);
  if (size === 'smaller') return around * 0.83;
  if (size === 'larger') return around * 1.2;
  const known = SIZE_WORDS[size] ?? pixels(size);
  return known > 0 ? known : around;
}

function isTiny(size: string, parent: boolean): boolean {
  if (/em$|%$|er$/.test(size) && !/rem$/.test(size) && Number.parseFloat(size) !== 0) return parent;
  return pixels(size) <= TINY;
}

function isSeen({ visible, tiny, color, ground, assumed }: Inherited): Sight['seen'] {
  if (!visible || tiny || color === 'clear') return false;
  if (color === null || ground === null || ground === 'clear') return true;
  const alike = color.every((channel, i) => Math.abs(channel - (ground[i] ?? 0)) <= SAME_COLOR);
  if (!alike) return true;
  return assumed ? 'doubtful' : false;
}

function colorOf(value: string): Color | null {
  if (value === 'transparent') return 'clear';
  const parsed = parseColor(value.replace(/(\d)\s+(?=[\d.])/g, '$1, '));
  if (parsed === null) return null;
  const { r, g, b, opacity } = rgb(parsed);
  if (![r, g, b].every(Number.isFinite)) return 'clear';
  return opacity < 0.05 ? 'clear' : [r, g, b];
}

function levelOf(element: ElementNode, style: Style): Sight['level'] | null {
  const byElement = LEVELS[element.name];
  if (byElement !== undefined) return byElement;
  if (ALIGNING.has(element.name)) return null;
  const aligned = style.get('vertical-align') ?? '';
  if (aligned === 'super') return 'raised';
  if (aligned === 'sub') return 'lowered';
  if (/^(?:text-)?top$/.test(aligned) && isSmaller(style.get('font-size'))) return 'raised';
  const moved = style.get('position') === 'relative' ? -pixels(style.get('top')) : 0;
  const rise = [pixels(aligned), pixels(style.get('mso-text-raise')), moved].find(
    (px) => Math.abs(px) >= RAISED,
  );
  return rise === undefined ? null : rise > 0 ? 'raised' : 'lowered';
}

function isSmaller(size: string | undefined): boolean {
  const share = /^([\d.]+)(em|%)$/.exec(size ?? '');
  if (share === null) return /^(?:smaller|x-small|xx-small)$/.test(size ?? '');
  return Number(share[1]) * (share[2] === '%' ? 0.01 : 1) <= 0.85;
}

/** px of each unit, at 16 px to the em. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  em: 16,
  rem: 16,
  ex: 8,
  '%': 0.16,
  vw: 12.8,
  vh: 8,
};

/** A length in px; NaN for anything else, which compares as nothing. */
function pixels(value: string | undefined): number {
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+))([a-z%]*)$/.exec(value ?? '');
  return match === null ? Number.NaN : Number(match[1]) * (UNITS[match[2] ?? ''] ?? Number.NaN);
}
