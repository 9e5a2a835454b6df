/** What becomes of a table of the form before it is drawn. */
import type { Random } from '../formats/chance.js';
import type { Filling } from './fill.js';
import type { Sample } from './sample.js';
import type { TextTable } from './table.js';

export interface ChangeContext {
  readonly random: Random;
  readonly sample: Sample;
  readonly filling: Filling;
}

export type TableChange = (table: TextTable, context: ChangeContext) => TextTable;
