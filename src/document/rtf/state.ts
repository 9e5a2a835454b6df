import type { Look } from '../look.js';
import { levelOf, TINY } from '../word/look.js';

/** What the text of a group is for. */
export type Destination =
  | 'body'
  | 'skip'
  | 'fonts'
  | 'colors'
  | 'title'
  | 'field code'
  | 'info'
  | 'nested row';

/** How a run of text looks. */
interface RunState {
  readonly font: number | undefined;
  readonly struck: boolean;
  readonly doubleStruck: boolean;
  readonly hidden: boolean;
  readonly deleted: boolean;
  readonly align: '' | 'superscript' | 'subscript';
  /** Half-points above the line. */
  readonly position: number;
  /** Half-points. */
  readonly size: number | undefined;
  readonly color: number;
  readonly shaded: boolean;
}

export const PLAIN_RUN: RunState = {
  font: undefined,
  struck: false,
  doubleStruck: false,
  hidden: false,
  deleted: false,
  align: '',
  position: 0,
  size: undefined,
  color: 0,
  shaded: false,
};

/** How a paragraph stands. */
interface ParagraphState {
  readonly inTable: boolean;
  readonly nesting: number;
  readonly shaded: boolean;
}

export const PLAIN_PARAGRAPH: ParagraphState = { inTable: false, nesting: 1, shaded: false };

/** What holds in a group, and ends with it. */
export interface GroupState {
  destination: Destination;
  run: RunState;
  paragraph: ParagraphState;
  /** How many characters stand for one of `\u`, for readers that do not know it. */
  fallback: number;
}

/** How deep in tables a paragraph stands; 0 for outside. */
export function depthOf({ inTable, nesting }: ParagraphState): number {
  return inTable ? Math.max(1, nesting) : 0;
}

/** The look after a control word (RTF 1.9.1, "Font (Character) Formatting Properties"); null where it is none. */
export function formatted(run: RunState, name: string, value: number | null): RunState | null {
  const isOn = value !== 0;
  switch (name) {
    case 'plain':
      return PLAIN_RUN;
    case 'f':
      return { ...run, font: value ?? 0 };
    case 'strike':
      return { ...run, struck: isOn };
    case 'striked':
      return { ...run, doubleStruck: isOn };
    case 'v':
      return { ...run, hidden: isOn };
    case 'deleted':
      return { ...run, deleted: isOn };
    case 'super':
      return { ...run, align: isOn ? 'superscript' : '' };
    case 'sub':
      return { ...run, align: isOn ? 'subscript' : '' };
    case 'nosupersub':
      return { ...run, align: '' };
    case 'up':
      return { ...run, position: value ?? 6 };
    case 'dn':
      return { ...run, position: -(value ?? 6) };
    case 'fs':
      return { ...run, size: value ?? 24 };
    case 'cf':
      return { ...run, color: value ?? 0 };
    case 'highlight':
    case 'cb':
    case 'chcbpat':
      return { ...run, shaded: (value ?? 0) > 0 };
    default:
      return null;
  }
}

/** @param white whether the colour is white; @param grounded whether what lies behind may be coloured */
export function lookOf(run: RunState, white: boolean, grounded: boolean): Look {
  const isWhite = white && !run.shaded;
  const isTiny = run.size !== undefined && run.size <= TINY;
  return {
    hidden: run.hidden || run.deleted || isTiny || (isWhite && !grounded),
    doubtful: isWhite && grounded,
    struck: run.struck || run.doubleStruck,
    level: levelOf(run.align, run.position),
  };
}
