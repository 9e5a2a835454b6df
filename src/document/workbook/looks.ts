import type { Look } from '../look.js';

/** How the cells of a sheet look, as far as SheetJS does not tell. */
export interface SheetLooks {
  /** By `row:column`, counted from 0; a cell that is not there is plain. */
  readonly cells: ReadonlyMap<string, CellLook>;
  /** Whether a nought is shown. */
  readonly zeros: boolean;
  /** Where pictures, drawings and controls stand. */
  readonly objects: readonly CellArea[];
}

export interface CellLook {
  readonly look: Look;
  /** The parts of its text that differ; null where the whole looks alike. */
  readonly runs: readonly LookedText[] | null;
}

export interface LookedText {
  readonly text: string;
  readonly look: Look;
}

/** Rows and columns of a sheet, counted from 0, both ends included. */
export interface CellArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const PLAIN_LOOKS: SheetLooks = { cells: new Map(), zeros: true, objects: [] };
