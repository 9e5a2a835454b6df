import { mkdir, open } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { DRAWING_MARK, drawPage } from '../../document/sketch/draw-page.js';
import { PageTracer } from '../../document/sketch/page-tracer.js';
import type { CellReading } from '../../document/sketch/read-page.js';
import { NianbaoError } from '../../errors.js';
import { replaceFile } from '../../replace-file.js';
import type { Editions } from '../../report/edition/editions.js';
import type { Figure } from '../../report/model.js';
import { type Derived, type DeriveOptions, derive } from './derive.js';

/** A drawing names itself this early in the file. */
const MARK_WITHIN = 400;

/** The folder for drawings of pages, `<file>-001.svg` and so on. */
export class PageDrawings {
  readonly #names = new Map<string, number>();

  private constructor(
    private readonly folder: string,
    private readonly told: (path: string) => void,
  ) {}

  /**
   * Makes the folder where it is not there.
   *
   * @param told is told the path of each drawing
   * @throws NianbaoError `drawing`
   */
  static async in(folder: string, told: (path: string) => void): Promise<PageDrawings> {
    try {
      await mkdir(folder, { recursive: true });
      return new PageDrawings(folder, told);
    } catch (cause) {
      if (!isCode(cause, 'EEXIST') && !isCode(cause, 'ENOTDIR')) throw unwritable(folder, cause);
      throw new NianbaoError(
        'drawing',
        'there is a file of that name, where a folder for drawings is needed',
        {
          file: folder,
          cause,
          hint: 'name a folder; it is made where it is missing',
        },
      );
    }
  }

  /**
   * Derives a report, as `derive` does, in this thread: what its pages are taken for stays where it is found. The pages
   * are drawn even where no report can be read of them, each whole or not at all. Drawings of an earlier run are
   * replaced, other files never.
   *
   * @param file what drawings are named after
   * @returns what was derived, and whether pages were drawn: most formats have none
   * @throws DocumentError where no reader can make a document of the bytes
   * @throws NianbaoError `drawing` where a drawing can't be written
   */
  async derive(
    file: string,
    bytes: Uint8Array,
    editions: Editions,
    options: DeriveOptions,
  ): Promise<{ readonly derived: Derived; readonly hasPages: boolean }> {
    const tracer = new PageTracer();
    let derived: Derived;
    try {
      derived = await derive(bytes, editions, options, { trace: tracer });
    } catch (error) {
      await this.#draw(file, tracer, []);
      throw error;
    }
    return { derived, hasPages: await this.#draw(file, tracer, derived.report.figures) };
  }

  /** @returns whether there are pages */
  async #draw(file: string, tracer: PageTracer, figures: readonly Figure[]): Promise<boolean> {
    const name = this.#nameOf(file);
    const readings = figures.flatMap(readingOf);
    let pages = 0;
    for (const sketch of tracer.sketches()) {
      const path = join(this.folder, `${name}-${String(sketch.page.number).padStart(3, '0')}.svg`);
      await replace(path, drawPage(sketch, basename(file), readings));
      this.told(path);
      pages += 1;
    }
    return pages > 0;
  }

  /** A number distinguishes files of the same name from different folders. */
  #nameOf(file: string): string {
    const stem = basename(file, extname(file));
    const before = this.#names.get(stem) ?? 0;
    this.#names.set(stem, before + 1);
    return before === 0 ? stem : `${stem}-${before + 1}`;
  }
}

function readingOf({ indicator, value, reason, locator }: Figure): CellReading[] {
  if (locator === null) return [];
  const { table, row, column } = locator;
  return [{ table, row, column, indicator, value: value ?? reason ?? '' }];
}

async function replace(path: string, drawing: string): Promise<void> {
  try {
    if (await mayReplace(path)) return await replaceFile(path, drawing);
  } catch (cause) {
    throw unwritable(path, cause);
  }
  throw new NianbaoError('drawing', `${path} is there and is no drawing of nianbao`, {
    file: path,
    hint: 'move it away, or name another folder',
  });
}

/** Is there nothing, or a drawing that an earlier run made? */
async function mayReplace(path: string): Promise<boolean> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return true;
    throw error;
  }
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MARK_WITHIN), 0, MARK_WITHIN, 0);
    return buffer.subarray(0, bytesRead).includes(DRAWING_MARK);
  } finally {
    await file.close();
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function unwritable(file: string, cause: unknown): NianbaoError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new NianbaoError('drawing', `drawings can't be written to ${file}: ${reason}`, {
    file,
    cause,
    hint: 'name a folder that may be written to',
  });
}
