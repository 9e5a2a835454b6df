import { DocumentError } from '../../errors.js';
import type { ImageType } from '../detect.js';
import { DocumentLayout } from '../layout/layout.js';
import type { LayoutPage } from '../layout/page/page.js';
import type { Content, DocumentIssue, DocumentLimits } from '../model.js';
import type { ReadingTrace } from '../trace.js';
import { imagesIn } from './image/decode.js';
import type { GreyImage } from './image/grey.js';
import { type Engine, type EngineLoader, loadEngine } from './model/engine.js';
import { type Picture, readPicture } from './page-picture.js';

/** How pictures are recognised; without anything, by the installed packages. */
export interface RecognitionOptions {
  readonly engine?: EngineLoader;
  /** Called again and again while a picture is recognised: the reader is slow and has not hung. */
  readonly onProgress?: () => void;
}

/** The sides of an A4 page in points: an image file does not say, or not truly, how large its page was. */
const A4 = { short: 595.3, long: 841.9 };

/** Recognises the pictures of one document, as many as its time allows. */
export class PageRecogniser {
  readonly #options: RecognitionOptions;
  readonly #limits: DocumentLimits;
  readonly #deadline: number;
  readonly #read: number[] = [];
  readonly #leftOut: number[] = [];
  #engine: Engine | null = null;

  constructor(
    limits: DocumentLimits,
    options: RecognitionOptions = {},
    private readonly trace: ReadingTrace | null = null,
  ) {
    this.#limits = limits;
    this.#options = options;
    this.#deadline = performance.now() + limits.recognition * 1000;
  }

  /**
   * @returns null where no time is left
   * @throws DocumentError `unsupported` where the packages that recognise are not installed
   */
  async read(picture: Picture): Promise<LayoutPage | null> {
    this.#engine ??= this.#watched(await (this.#options.engine ?? loadEngine)());
    try {
      const page = await readPicture(this.#engine, picture, this.#limits.cells, this.trace);
      this.#read.push(picture.number);
      return page;
    } catch (error) {
      if (!(error instanceof DocumentError && error.code === 'too_slow')) throw error;
      this.#leftOut.push(picture.number);
      return null;
    }
  }

  /** What a reader of the figures must know. */
  get issues(): DocumentIssue[] {
    const issues: DocumentIssue[] = [];
    if (this.#read.length > 0) {
      const message = `${pagesInWords(this.#read)} a picture: its text was recognised, and what was not certain is null`;
      issues.push({ code: 'recognised', message });
    }
    if (this.#leftOut.length > 0) {
      const message = `${pagesInWords(this.#leftOut)} left out: recognition may take ${this.#limits.recognition} s`;
      issues.push({ code: 'limit_reached', message });
    }
    return issues;
  }

  #watched(engine: Engine): Engine {
    return {
      characters: engine.characters,
      run: (pixels, width) => {
        if (performance.now() > this.#deadline)
          throw new DocumentError('too_slow', 'recognition takes too long');
        this.#options.onProgress?.();
        return engine.run(pixels, width);
      },
    };
  }
}

function pagesInWords(pages: readonly number[]): string {
  return pages.length === 1 ? `page ${pages[0]} is` : `pages ${pages.join(', ')} are each`;
}

/**
 * Reads image files that are the pages of one document, in their order.
 *
 * @throws DocumentError `unsupported`, where the packages that recognise are not installed, or of a rare kind;
 *   `damaged`; `too_large`, in pixels
 */
export async function readImages(
  images: readonly { readonly bytes: Uint8Array; readonly type: ImageType }[],
  limits: DocumentLimits,
  options: RecognitionOptions = {},
  trace: ReadingTrace | null = null,
): Promise<Content> {
  const recogniser = new PageRecogniser(limits, options, trace);
  const layout = new DocumentLayout(limits, trace);
  const left: DocumentIssue[] = [];
  let pages = 0;
  for await (const image of imagesOf(images)) {
    if (pages === limits.pages) {
      const message = `it has more than ${limits.pages} pages: the others were left out`;
      left.push({ code: 'limit_reached', message });
      break;
    }
    pages += 1;
    const page = await recogniser.read(onPaper(image, pages));
    if (page !== null) layout.add(page);
  }
  const { blocks, issues } = layout.finish();
  return { meta: {}, blocks, issues: [...left, ...recogniser.issues, ...issues] };
}

/** The pages of several image files, one file after another. */
async function* imagesOf(files: Parameters<typeof readImages>[0]): AsyncGenerator<GreyImage> {
  for (const { bytes, type } of files) yield* imagesIn(bytes, type);
}

/** A picture as a page of A4, upright or across. */
function onPaper(image: GreyImage, number: number): Picture {
  const width = image.width > image.height ? A4.long : A4.short;
  return { number, width, height: (image.height * width) / image.width, image };
}
