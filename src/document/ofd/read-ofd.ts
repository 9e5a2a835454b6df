import { DocumentError } from '../../errors.js';
import { DocumentLayout } from '../layout/layout.js';
import { type Box, intersection, type Matrix } from '../layout/page/geometry.js';
import { PageInk, unseenText } from '../layout/page/page-ink.js';
import { PAGE } from '../layout/page/tolerances.js';
import type { LayoutTrace } from '../layout/trace.js';
import type { Content, DocumentIssue, DocumentLimits } from '../model.js';
import type { XmlElement } from '../xml/element.js';
import { childOf, childrenOf, numbersOf } from './elements.js';
import { OfdPackage } from './package.js';
import { OfdPainter } from './page.js';
import { addResources, OfdResources } from './resources.js';

/** Points a millimetre. */
const SCALE = 72 / 25.4;
/** A4, where the file names no size. */
const USUAL_PAGE = [0, 0, 210, 297];
/** Annotations that say nothing of the document: seals, watermarks, links, marks. */
const NO_TEXT = /^(?:stamp|watermark|link|highlight)$/iu;

/**
 * Reads an OFD file (GB/T 33190): text by the places of its characters, tables by the lines that are drawn. Several
 * documents in one file are read one after the other. Seals and watermarks are passed over.
 *
 * @throws DocumentError `damaged`, where the package or a part of it that is needed is broken; `encrypted`;
 *   `unsupported`, packed or encoded in another way; `too_large`, unpacked or on one page; `too_deep`
 */
export function readOfd(
  bytes: Uint8Array,
  limits: DocumentLimits,
  trace: LayoutTrace | null = null,
): Content {
  return new OfdReader(new OfdPackage(bytes, limits), limits, trace).read();
}

interface OfdDocument {
  readonly path: string;
  readonly root: XmlElement;
  readonly resources: OfdResources;
  readonly templates: ReadonlyMap<string, XmlElement>;
  readonly annotations: ReadonlyMap<string, readonly XmlElement[]>;
}

class OfdReader {
  readonly #layout: DocumentLayout;
  readonly #issues: DocumentIssue[] = [];
  readonly #deadline: number;
  readonly #pictures: number[] = [];
  #pages = 0;
  #leftOut = 0;

  constructor(
    private readonly files: OfdPackage,
    private readonly limits: DocumentLimits,
    trace: LayoutTrace | null,
  ) {
    this.#layout = new DocumentLayout(limits, trace);
    this.#deadline = performance.now() + limits.seconds * 1000;
  }

  read(): Content {
    try {
      return this.#content();
    } catch (error) {
      const isLocked = error instanceof DocumentError && error.code === 'damaged' && this.files.hasEncryption;
      throw isLocked ? new DocumentError('encrypted', 'the OFD file is encrypted', { cause: error }) : error;
    }
  }

  #content(): Content {
    const main = this.files.read('OFD.xml');
    const bodies = main === null ? [] : childrenOf(main, 'DocBody');
    const roots = bodies.flatMap((body) => childrenOf(body, 'DocRoot').map(({ text }) => text));
    const documents = roots.flatMap((location) => this.#document(this.files.resolve(location, '')));
    if (documents.length === 0) {
      throw new DocumentError('damaged', 'the OFD file names no document that can be read');
    }
    for (const document of documents) this.#read(document);
    if (this.#leftOut > 0) {
      const allowed = `${this.limits.pages} pages and ${this.limits.seconds} s`;
      const message = `${this.#leftOut} pages were left out: allowed are ${allowed}`;
      this.#issues.push({ code: 'limit_reached', message });
    }
    if (this.#pictures.length > 0) {
      const all = this.#pictures.length === this.#pages;
      const which = all ? 'the pages are' : `page ${this.#pictures.join(', ')}:`;
      this.#issues.push({ code: 'no_reader', message: `${which} pictures without text (scanned)` });
    }
    const { blocks, issues } = this.#layout.finish();
    return { meta: {}, blocks, issues: [...this.#issues, ...issues] };
  }

  #document(path: string): OfdDocument[] {
    const root = this.files.read(path);
    if (root === null) {
      this.#issues.push({ code: 'truncated', message: `the document ${path} is missing in the OFD file` });
      return [];
    }
    const common = childOf(root, 'CommonData');
    const resources = new OfdResources();
    addResources(resources, this.files, common, path);
    const templates = new Map(
      childrenOf(common, 'TemplatePage').flatMap((named): [string, XmlElement][] => {
        const template = this.#part(named.attribute('BaseLoc'), path);
        return template === null ? [] : [[named.attribute('ID') ?? '', template]];
      }),
    );
    return [{ path, root, resources, templates, annotations: this.#annotations(root, path) }];
  }

  #part(location: string | undefined, from: string): XmlElement | null {
    return location === undefined ? null : this.files.read(this.files.resolve(location, from));
  }

  /** Annotations that say something, by the id of their page. */
  #annotations(root: XmlElement, path: string): Map<string, XmlElement[]> {
    const found = new Map<string, XmlElement[]>();
    for (const { text } of childrenOf(root, 'Annotations')) {
      const listPath = this.files.resolve(text, path);
      for (const page of childrenOf(this.files.read(listPath) ?? undefined, 'Page')) {
        const id = page.attribute('PageID') ?? '';
        for (const { text: location } of childrenOf(page, 'FileLoc')) {
          const annotations = childrenOf(this.#part(location, listPath) ?? undefined, 'Annot');
          const telling = annotations.filter(
            (each) => each.attribute('Visible') !== 'false' && !NO_TEXT.test(each.attribute('Type') ?? ''),
          );
          found.set(id, [...(found.get(id) ?? []), ...telling]);
        }
      }
    }
    return found;
  }

  #read(document: OfdDocument): void {
    const pages = childrenOf(childOf(document.root, 'Pages'), 'Page');
    for (const [i, named] of pages.entries()) {
      if (this.#pages >= this.limits.pages || performance.now() > this.#deadline) {
        this.#leftOut += pages.length - i;
        return;
      }
      this.#pages += 1;
      const path = this.files.resolve(named.attribute('BaseLoc') ?? '', document.path);
      const page = this.files.read(path);
      if (page === null) {
        this.#issues.push({ code: 'truncated', message: `page ${this.#pages} is missing in the OFD file` });
      } else {
        addResources(document.resources, this.files, page, path);
        this.#page(document, page, document.annotations.get(named.attribute('ID') ?? '') ?? []);
      }
    }
  }

  #page(document: OfdDocument, page: XmlElement, annotations: readonly XmlElement[]): void {
    const common = childOf(childOf(document.root, 'CommonData'), 'PageArea');
    const [x = 0, y = 0, width = 0, height = 0] =
      sizeOf(childOf(page, 'Area')) ?? sizeOf(common) ?? USUAL_PAGE;
    const box = { x0: 0, y0: 0, x1: width * SCALE, y1: height * SCALE };
    const matrix: Matrix = [SCALE, 0, 0, SCALE, -x * SCALE, -y * SCALE];
    const ink = new PageInk(this.#pages, box);
    const painter = new OfdPainter(ink, box, document.resources);
    const { under, over, missing } = templatesOf(document, page);
    for (const part of [...under, page, ...over]) painter.draw(part, matrix);
    for (const annotation of annotations) {
      for (const look of childrenOf(annotation, 'Appearance')) {
        const [left = 0, top = 0] = numbersOf(look.attribute('Boundary'));
        painter.draw(look, [SCALE, 0, 0, SCALE, (left - x) * SCALE, (top - y) * SCALE]);
      }
    }
    if (missing || painter.lacking > 0) {
      const message = `page ${this.#pages} shows something that is missing in the OFD file`;
      this.#issues.push({ code: 'truncated', message });
    }
    if (ink.unseen > 0) this.#issues.push(unseenText(this.#pages, ink.unseen));
    if (ink.characters === 0 && painter.images.some((image) => isWhole(image, box))) {
      this.#pictures.push(this.#pages);
    } else {
      this.#layout.add(ink.page());
    }
  }
}

/** The size of a page: its paper, else what it says of its content. */
function sizeOf(area: XmlElement | undefined): readonly number[] | null {
  for (const name of ['PhysicalBox', 'ApplicationBox', 'ContentBox']) {
    const box = numbersOf(childOf(area, name)?.text);
    if (box.length === 4 && (box[2] ?? 0) > 0 && (box[3] ?? 0) > 0) return box;
  }
  return null;
}

/** Templates that a page lies on, and those that lie on it; `missing` where one is not in the file. */
function templatesOf({ templates }: OfdDocument, page: XmlElement) {
  const under: XmlElement[] = [];
  const over: XmlElement[] = [];
  let missing = false;
  for (const use of childrenOf(page, 'Template')) {
    const template = templates.get(use.attribute('TemplateID') ?? '');
    if (template === undefined) missing = true;
    else (use.attribute('ZOrder') === 'Foreground' ? over : under).push(template);
  }
  return { under, over, missing };
}

function isWhole(image: Box, page: Box): boolean {
  const seen = intersection(image, page);
  return seen !== null && (seen.x1 - seen.x0) * (seen.y1 - seen.y0) >= PAGE.wholePage * page.x1 * page.y1;
}
