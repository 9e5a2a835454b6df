/**
 * Text that looks different from the rest of its cell, or is not seen at all: by what means a format does that.
 *
 * A look has a name in each format, because what matters is the means: a reader that knows `<sup>` may not know a style.
 */
import { escapeHtml } from '../../src/simulation/pages/html.js';

/** A piece of a cell's text; without a look it stands as the cell does. */
export interface Run {
  readonly text: string;
  readonly look?: string;
}

/** What a look does to the text. */
export type Effect = 'raised' | 'lowered' | 'struck' | 'hidden';

/** Rules that the page's own style sheet has for its looks. */
export const HTML_STYLE = `
  .rise { vertical-align: super; font-size: 70% } td b.note { vertical-align: super; font-weight: normal }
  .sink { vertical-align: sub; font-size: 70% }
  .gone { text-decoration: line-through } td big { text-decoration: line-through }
  .off { display: none } td tt { display: none } table tr .inside { display: none !important }
  .blind { visibility: hidden } .nil { font-size: 0 } .clear { opacity: 0 }
  .away { position: absolute; left: -9999px } .pale { color: #fff } span#single { display: none }
`;

type Wrap = readonly [open: string, close: string];
const span = (style: string): Wrap => [`<span style="${style}">`, '</span>'];
const named = (name: string): Wrap => [`<span class="${name}">`, '</span>'];

/** By effect and name, what stands before and after the text in HTML. */
export const HTML_LOOKS: Readonly<Record<Effect, Readonly<Record<string, Wrap>>>> = {
  raised: {
    sup: ['<sup>', '</sup>'],
    'sup in a span': ['<span style="font-size:12px"><sup><span>', '</span></sup></span>'],
    'vertical-align: super': span('vertical-align: super; font-size: 8pt'),
    'vertical-align: top, small': span('vertical-align:text-top;font-size:60%'),
    'raised by a class': named('rise'),
    'raised by a descendant rule': ['<b class="note">', '</b>'],
    'raised by position': span('position:relative; top:-0.5em; font-size:0.7em'),
    'a link beside': ['<a href="#note1">', '</a>'],
    'a link in a sup': ['<sup><a href="#_ftn1" name="_ftnref1">', '</a></sup>'],
    'a link in brackets': ['<a href="#_ftn1">[', ']</a>'],
    ruby: ['<rt>', '</rt></ruby>'],
  },
  lowered: {
    sub: ['<sub>', '</sub>'],
    'vertical-align: sub': span('vertical-align:sub;font-size:smaller'),
    'lowered by a class': named('sink'),
  },
  struck: {
    del: ['<del>', '</del>'],
    s: ['<s>', '</s>'],
    strike: ['<strike>', '</strike>'],
    'line-through': span('text-decoration: line-through'),
    'text-decoration-line': span('text-decoration-line:line-through;color:red'),
    'struck by a class': named('gone'),
    'struck by an element rule': ['<big>', '</big>'],
    'struck around': ['<del><span style="color:red"><b>', '</b></span></del>'],
  },
  hidden: {
    'display: none': span('display:none'),
    'visibility: hidden': span('visibility: hidden'),
    'hidden by a class': named('off'),
    'visibility by a class': named('blind'),
    'hidden by an element rule': ['<tt>', '</tt>'],
    'hidden by a descendant rule': named('inside'),
    'hidden by an id': ['<span id="single">', '</span>'],
    'font-size: 0': span('font-size:0'),
    'font-size by a class': named('nil'),
    'opacity: 0': span('opacity:0'),
    'opacity by a class': named('clear'),
    'off-screen': span('position:absolute;left:-10000px'),
    'off-screen by a class': named('away'),
    'white on white': span('color:#FFFFFF'),
    'white by a class': named('pale'),
    'white by a font element': ['<font color="#ffffff">', '</font>'],
    'the hidden attribute': ['<span hidden>', '</span>'],
    'a template': ['<template>', '</template>'],
    'a comment': ['<!--', '-->'],
  },
};

/** Controls of a form that have the text as their value. */
const HTML_CONTROLS: Readonly<Record<string, Wrap>> = {
  input: ['<input type="text" value="', '">'],
  'input, read only': ['<input readonly size="4" value="', '" class="txt">'],
  'input of a number': ['<input type=number name=n value="', '"/>'],
  select: ['<select><option value="a">0</option><option selected>', '</option></select>'],
  textarea: ['<textarea rows="1" cols="4">', '</textarea>'],
};

/** What stands before a text over which the run after it is set as ruby. */
export const RUBY_BASE = 'ruby base';

const WRAPS = new Map<string, Wrap>([
  ...Object.values(HTML_LOOKS).flatMap((looks) => Object.entries(looks)),
  ...Object.entries(HTML_CONTROLS),
  [RUBY_BASE, ['<ruby>', '']],
]);

export function htmlRun({ text, look }: Run): string {
  const [open, close] = look === undefined ? ['', ''] : known(WRAPS, look);
  return `${open}${escapeHtml(text).replaceAll('\n', '<br>')}${close}`;
}

/** How a look is drawn on a page. Lengths are multiples of the type's height. */
export interface DrawnLook {
  readonly scale?: number;
  readonly rise?: number;
  /** Whether it stands above what precedes it, and takes no room of its own. */
  readonly above?: boolean;
  readonly strike?: 'line' | 'box';
  readonly ink?: 'white' | 'none';
  /** Whether it is drawn beside the page. */
  readonly beside?: boolean;
}

/** By effect and name, for PDF and OFD. */
export const PAGE_LOOKS: Readonly<Record<Effect, Readonly<Record<string, DrawnLook>>>> = {
  raised: {
    'smaller and higher': { scale: 0.6, rise: 0.4 },
    'higher alone': { rise: 0.35 },
    'a note above': { scale: 0.45, rise: 0.85, above: true },
  },
  lowered: { 'smaller and lower': { scale: 0.6, rise: -0.2 } },
  struck: { 'a line through': { strike: 'line' }, 'a thin box through': { strike: 'box' } },
  hidden: {
    'without ink': { ink: 'none' },
    'white on white': { ink: 'white' },
    'of no size': { scale: 0.02 },
    'beside the page': { beside: true },
  },
};

const DRAWN = new Map(Object.values(PAGE_LOOKS).flatMap((looks) => Object.entries(looks)));

export function drawnLook({ look }: Run): DrawnLook {
  return look === undefined ? {} : known(DRAWN, look);
}

/** The looks of Word by effect; `write-docx` says what each is. */
export const WORD_LOOKS: Readonly<Record<Effect, readonly string[]>> = {
  raised: ['w:vertAlign', 'raised by a character style', 'w:position', 'w:position, small', 'a link beside'],
  lowered: ['w:vertAlign, lowered', 'lowered by a character style', 'w:position, lowered'],
  struck: ['w:strike', 'w:dstrike', 'struck by a character style', 'a tracked deletion'],
  hidden: ['w:vanish', 'hidden by a character style', 'white type'],
};

/** @throws RangeError for a look that the format does not have */
export function known<T>(looks: ReadonlyMap<string, T>, look: string): T {
  const found = looks.get(look);
  if (found === undefined) throw new RangeError(`no such look: ${look}`);
  return found;
}

/** The text that a cell's runs would make if none of them looked different. */
export const plainText = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

/** The names of looks in a format, by their effect. */
export type Looks = Readonly<Record<Effect | 'control', readonly string[]>>;

const namesOf = (looks: Readonly<Record<Effect, object>>): Readonly<Record<Effect, readonly string[]>> => ({
  raised: Object.keys(looks.raised),
  lowered: Object.keys(looks.lowered),
  struck: Object.keys(looks.struck),
  hidden: Object.keys(looks.hidden),
});

export const NO_LOOKS: Looks = { raised: [], lowered: [], struck: [], hidden: [], control: [] };
export const LOOKS_OF = {
  html: { ...namesOf(HTML_LOOKS), control: Object.keys(HTML_CONTROLS) },
  docx: { ...WORD_LOOKS, control: [] },
  page: { ...namesOf(PAGE_LOOKS), control: [] },
} satisfies Record<string, Looks>;
