import { written } from '../look.js';
import { OBJECT, raised } from '../sight.js';
import { type LinkedStretch, withLinkedMarks } from '../word/linked-marks.js';
import type { XmlElement } from '../xml/element.js';
import { TEXT } from '../xml/read-xml.js';
import { textOf } from './package.js';
import { type Format, lookOf, type OpenDocumentStyles, within } from './styles.js';

export interface InlineText {
  /** Lines parted by `\n`. */
  readonly text: string;
  /** Text boxes that are anchored here (`draw:text-box`). */
  readonly boxes: readonly XmlElement[];
}

/** Elements of a paragraph that show nothing. */
const SILENT: ReadonlySet<string> = new Set([
  '',
  'office:annotation',
  'office:annotation-end',
  'text:alphabetical-index-mark',
  'text:note-body',
  'text:ruby-text',
  'text:script',
  'text:soft-page-break',
  'text:toc-mark',
  'text:tracked-changes',
  'text:user-index-mark',
]);

/**
 * The text of a paragraph or heading as it is shown (part 3, 6.1): without deleted text, which stands elsewhere, and
 * hidden text; of fields what they showed when the file was written.
 *
 * @param inCell whether drawings there are part of a cell; beside prose, pictures are ignored
 */
export function readInline(
  paragraph: XmlElement,
  outer: Format,
  styles: OpenDocumentStyles,
  inCell: boolean,
): InlineText {
  const reader = new InlineReader(styles, inCell);
  const own = styles.of('paragraph', paragraph.attribute('text:style-name')).format;
  reader.container(paragraph, within(outer, own));
  return reader.finish();
}

class InlineReader {
  #text = '';
  #floats = false;
  #isHidden = false;
  readonly #boxes: XmlElement[] = [];
  /** Where links begin and end in the text. */
  readonly #links: LinkedStretch[] = [];

  constructor(
    private readonly styles: OpenDocumentStyles,
    private readonly inCell: boolean,
  ) {}

  finish(): InlineText {
    if (this.#isHidden) return { text: '', boxes: [] };
    const text = this.inCell ? withLinkedMarks(this.#text, this.#links) : this.#text;
    return { text: this.#floats && text.trim() === '' ? OBJECT : text, boxes: this.#boxes };
  }

  container({ children }: XmlElement, format: Format): void {
    for (const child of children) {
      if (child.name === TEXT) this.#put(child.text.replace(/[\t\r\n]/g, ' '), format);
      else if (child.name.startsWith('draw:')) this.#drawn(child);
      else if (!SILENT.has(child.name)) this.#element(child, format);
    }
  }

  #element(element: XmlElement, format: Format): void {
    switch (element.name) {
      case 'text:s':
        this.#put(' ', format);
        break;
      case 'text:tab':
        this.#put('\t', format);
        break;
      case 'text:line-break':
        this.#text += '\n';
        break;
      case 'text:span':
        this.container(
          element,
          within(format, this.styles.of('text', element.attribute('text:style-name')).format),
        );
        break;
      case 'text:a': {
        const from = this.#text.length;
        this.container(element, format);
        this.#links.push([from, this.#text.length]);
        break;
      }
      case 'text:note':
        this.#put(raised(textOf(element.child('text:note-citation'))), format);
        break;
      case 'text:ruby':
        this.container(element, format);
        this.#put(raised(textOf(element.child('text:ruby-text'))), format);
        break;
      case 'text:hidden-paragraph':
        this.#isHidden ||= element.attribute('text:is-hidden') === 'true';
        break;
      case 'text:hidden-text':
        if (element.attribute('text:is-hidden') !== 'true') this.container(element, format);
        break;
      default:
        this.container(element, format);
    }
  }

  /** Inline objects are part of the text; floating ones may lie anywhere. */
  #drawn(element: XmlElement): void {
    collectBoxes(element, this.#boxes);
    if (!this.inCell) return;
    if (element.attribute('text:anchor-type') === 'as-char') this.#text += OBJECT;
    else this.#floats = true;
  }

  #put(text: string, format: Format): void {
    const look = lookOf(format);
    if (!look.hidden) this.#text += written(text, look);
  }
}

/** The outermost text boxes in what is drawn. */
export function collectBoxes(element: XmlElement, boxes: XmlElement[]): void {
  if (element.name === 'draw:text-box') boxes.push(element);
  else for (const child of element.children) collectBoxes(child, boxes);
}
