import type { Box } from '../layout/page/geometry.js';
import type { PageItem } from '../layout/page-item.js';
import type { TracedDocument, TracedDoubt, TracedPage } from '../layout/trace.js';
import { type GreyImage, shrunk } from '../scan/image/grey.js';
import type { ReadingTrace } from '../trace.js';
import { greyPng } from './png.js';

/** A cell, or the part of it that stands on one page. */
export interface SketchedCell {
  /** All 1-based, as a figure's locator has them. */
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly box: Box;
}

/** All that was found on a page. */
export interface PageSketch extends TracedPage {
  /** The page's picture as a PNG file, where it was recognised. */
  readonly picture: Buffer | null;
  readonly cells: readonly SketchedCell[];
  /** Page numbers and running heads. */
  readonly removed: ReadonlySet<PageItem>;
  readonly doubts: readonly TracedDoubt[];
}

/** Pictures are drawn no finer than this, in pixels across: enough to tell an 8 from a 3. */
const WIDEST = 1300;
const POINTS_AN_INCH = 72;

/** Keeps what is found on the pages of one document. */
export class PageTracer implements ReadingTrace {
  #pages: TracedPage[] = [];
  #pictures = new Map<number, GreyImage>();
  #document: TracedDocument | null = null;

  begin(): void {
    this.#pages = [];
    this.#pictures = new Map();
    this.#document = null;
  }

  picture(page: number, image: GreyImage): void {
    this.#pictures.set(page, shrunk(image, Math.ceil(image.width / WIDEST)));
  }

  page(page: TracedPage): void {
    this.#pages.push(page);
  }

  end(document: TracedDocument): void {
    this.#document = document;
  }

  /** The pages in their order; none for a document of a format without pages. */
  *sketches(): Generator<PageSketch> {
    for (const traced of this.#pages) {
      const { number, width } = traced.page;
      const image = this.#pictures.get(number);
      const cells = this.#cellsOn(number);
      const tables = new Set(cells.map(({ table }) => table));
      const doubts = (this.#document?.doubts ?? []).filter(({ page, table }) =>
        table === null ? page === number : tables.has(table) || page === number,
      );
      const removed = traced.items.filter((item) => this.#document?.kept.has(item) === false);
      yield {
        ...traced,
        picture: image === undefined ? null : greyPng(image, (image.width / width) * POINTS_AN_INCH),
        cells,
        removed: new Set(removed),
        doubts,
      };
    }
  }

  #cellsOn(number: number): SketchedCell[] {
    return (this.#document?.tables ?? []).flatMap(({ rows }, i) =>
      rows
        .flat()
        .flatMap(({ text, row, column, places }) =>
          places.flatMap(({ page, ...box }): SketchedCell[] =>
            page === number ? [{ table: i + 1, row: row + 1, column: column + 1, text, box }] : [],
          ),
        ),
    );
  }
}
