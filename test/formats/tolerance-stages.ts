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
    does: 'From what a page draws to lines of text and rules.',
  },
  { id: 'layout/ruled', name: 'RULED', table: RULED, does: 'From rules to grids, and from grids to cells.' },
  { id: 'layout/unruled', name: 'UNRULED', table: UNRULED, does: 'Tables without a grid of lines.' },
  {
    id: 'layout/across',
    name: 'ACROSS',
    table: ACROSS,
    does: 'Over page breaks: tables, paragraphs, furniture.',
  },
  { id: 'scan/image', name: 'IMAGE', table: IMAGE, does: 'From a picture to level paper, ink and rules.' },
  { id: 'scan/model', name: 'MODEL', table: MODEL, does: 'What the model is shown, and which way is up.' },
  {
    id: 'scan/reading',
    name: 'READING',
    table: READING,
    does: 'From ink to lines, and which readings are certain.',
  },
];
