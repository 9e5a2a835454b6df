/** The tables of tolerances, in the order in which a page goes through their stages. */
import { ACROSS } from '../../src/document/layout/across/tolerances.js';
import { PAGE } from '../../src/document/layout/page/tolerances.js';
import { RULED } from '../../src/document/layout/ruled/tolerances.js';
import { UNRULED } from '../../src/document/layout/unruled/tolerances.js';
import { IMAGE } from '../../src/document/scan/image/tolerances.js';
import { MODEL } from '../../src/document/scan/model/tolerances.js';
import { READING } from '../../src/document/scan/reading/tolerances.js';

export interface ToleranceStage {
  /** Its folder in src/document. */
  readonly id: string;
  /** What its table is called in the code. */
  readonly name: string;
  readonly table: Readonly<Record<string, number>>;
  /** What it does, as docs/tolerances.md says it. */
  readonly does: string;
}

export const STAGES: readonly ToleranceStage[] = [
  {
    id: 'layout/page',
    name: 'PAGE',
    table: PAGE,
    does: 'Turns what a page draws into lines of text and ruling lines.',
  },
  {
    id: 'layout/ruled',
    name: 'RULED',
    table: RULED,
    does: 'Turns ruling lines into grids, and grids into cells.',
  },
  { id: 'layout/unruled', name: 'UNRULED', table: UNRULED, does: 'Finds tables that have no grid of lines.' },
  {
    id: 'layout/across',
    name: 'ACROSS',
    table: ACROSS,
    does: 'Joins tables and paragraphs across page breaks, and leaves out page numbers and running heads.',
  },
  {
    id: 'scan/image',
    name: 'IMAGE',
    table: IMAGE,
    does: 'Turns a picture into a straight page with ink and ruling lines.',
  },
  {
    id: 'scan/model',
    name: 'MODEL',
    table: MODEL,
    does: 'Prepares lines for the recognition model and finds out which way up a page is.',
  },
  {
    id: 'scan/reading',
    name: 'READING',
    table: READING,
    does: 'Turns ink into lines of text, and decides which readings are certain.',
  },
];
