import { type Look, PLAIN_LOOK, written } from '../../look.js';
import { OBJECT, raised } from '../../sight.js';
import type { XmlElement } from '../../xml/element.js';
import { LINKING_FIELD, type LinkedStretch, withLinkedMarks } from '../linked-marks.js';
import { symbol, symbolOf } from '../symbols.js';
import { matchFields } from './fields.js';
import { type Ground, lookOf } from './look.js';
import type { PageCount } from './pages.js';
import type { DocxStyles } from './styles.js';

export interface InlineText {
  /** Lines parted by `\n`. */
  readonly text: string;
  /** Text boxes that are anchored here. */
  readonly boxes: readonly XmlElement[];
}

/** Where a paragraph stands. */
export interface InlinePlace {
  readonly inCell: boolean;
  readonly ground: Ground;
}

/**
 * Reads the text of paragraphs as Word shows it when all tracked changes are accepted: without deleted and
 * hidden text, and of fields only the results (ECMA-376 part 1, 17.3.3 and 17.16.18). One reader for each story,
 * because a field may begin in one paragraph and end in another.
 */
export class InlineReader {
  readonly #fields: ReadonlySet<XmlElement>;
  /** The fields around here: is it their code, or their result? */
  readonly #open: ('code' | 'result')[] = [];
  /** The codes of the fields around here, and where the results of those that are links began in the text. */
  readonly #fieldCodes: { code: string; from: number | null }[] = [];
  #links: LinkedStretch[] = [];
  #codes = 0;
  #text = '';
  #boxes: XmlElement[] = [];
  #style: string | undefined;
  #floats = false;
  #place: InlinePlace = { inCell: false, ground: 'white' };

  /** @param story the element that holds all paragraphs that will be read */
  constructor(
    story: XmlElement,
    private readonly styles: DocxStyles,
    private readonly pages: PageCount,
  ) {
    this.#fields = matchFields(story);
  }

  read(paragraph: XmlElement, style: string | undefined, place: InlinePlace): InlineText {
    this.#text = '';
    this.#links = [];
    // a link that began in an earlier paragraph goes on from the beginning of this one
    for (const field of this.#fieldCodes) if (field.from !== null) field.from = 0;
    this.#floats = false;
    this.#boxes = [];
    this.#style = style;
    this.#place = place;
    this.#container(paragraph);
    if (place.inCell) this.#text = withLinkedMarks(this.#text, this.#links);
    if (this.#floats && this.#text.trim() === '') this.#text = OBJECT;
    return { text: this.#text, boxes: this.#boxes };
  }

  #container({ children }: XmlElement): void {
    for (const child of children) {
      switch (child.name) {
        case 'w:r':
          this.#run(child);
          break;
        case 'w:hyperlink':
        case 'w:fldSimple': {
          const isLink = child.name === 'w:hyperlink' || LINKING_FIELD.test(child.attribute('w:instr') ?? '');
          const from = this.#text.length;
          this.#container(child);
          if (isLink) this.#links.push([from, this.#text.length]);
          break;
        }
        case 'w:ins':
        case 'w:moveTo':
        case 'w:smartTag':
        case 'w:customXml':
        case 'w:sdt':
        case 'w:sdtContent':
        case 'w:dir':
        case 'w:bdo':
        case 'w:rubyBase':
          this.#container(child);
          break;
        default:
          if (child.name.startsWith('m:')) this.#math(child);
      }
    }
  }

  /** Fractions and powers are no runs of digits. */
  #math(element: XmlElement): void {
    if (element.name.endsWith('Pr')) return;
    if (element.name === 'm:t') {
      this.#put(element.text);
      return;
    }
    const separator = MATH_SEPARATORS[element.name] ?? '';
    let first = true;
    for (const child of element.children) {
      if (child.name === 'w:r') this.#run(child);
      else if (child.name.startsWith('m:') && !child.name.endsWith('Pr')) {
        if (!first) this.#put(separator);
        first = false;
        this.#math(child);
      }
    }
  }

  #run(run: XmlElement): void {
    const properties = run.child('w:rPr');
    const look = lookOf(properties, this.#style, this.styles, this.#place.ground);
    for (const child of run.children) {
      if (child.name === 'w:fldChar') this.#fieldMark(child);
      else if (child.name === 'w:lastRenderedPageBreak') this.pages.rendered();
      else if (child.name === 'w:instrText') this.#fieldCode(child.text);
      else if (!look.hidden && this.#codes === 0) this.#content(child, look, properties);
    }
  }

  #content(element: XmlElement, look: Look, properties: XmlElement | undefined): void {
    switch (element.name) {
      case 'w:t':
        this.#put(characters(element, properties), look);
        break;
      case 'w:tab':
      case 'w:ptab':
        this.#put('\t', look);
        break;
      case 'w:br':
        if (element.attribute('w:type') === 'page') this.pages.broken();
        this.#newLine();
        break;
      case 'w:cr':
        this.#newLine();
        break;
      case 'w:noBreakHyphen':
        this.#put('-', look);
        break;
      case 'w:sym':
        this.#put(symbol(element.attribute('w:char') ?? '', fontOf(element, properties)), look);
        break;
      case 'w:ruby':
        this.#ruby(element);
        break;
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        collectBoxes(element, this.#boxes);
        this.#drawing(element);
        break;
      case 'w:checkBox':
      case 'w14:checkbox':
        if (this.#place.inCell) this.#put(OBJECT);
    }
  }

  /** What stands above its base in small type is a mark beside it (17.3.3.25). */
  #ruby(ruby: XmlElement): void {
    for (const child of ruby.children) if (child.name === 'w:rubyBase') this.#container(child);
    for (const child of ruby.children) if (child.name === 'w:rt') this.#put(raised(textWithin(child)));
  }

  /**
   * In a cell, anything visible is not blank. Inline objects are part of the text; floating ones may lie anywhere, but
   * if there is nothing else, they are all that is seen. Beside prose, pictures are ignored.
   */
  #drawing({ name, children }: XmlElement): void {
    if (!this.#place.inCell) return;
    const floats = name === 'w:drawing' && !children.some((child) => child.name === 'wp:inline');
    if (floats || name === 'w:pict') this.#floats = true;
    else this.#put(OBJECT);
  }

  #newLine(): void {
    this.#text += '\n';
  }

  #put(text: string, look = PLAIN_LOOK): void {
    if (text === '') return;
    this.pages.inked();
    this.#text += written(text, look);
  }

  #fieldCode(text: string): void {
    const field = this.#fieldCodes.at(-1);
    if (field !== undefined && field.code.length < LONGEST_NAME) field.code += text.trimStart();
  }

  #linkOf(type: string | undefined): void {
    if (type === 'begin') {
      this.#fieldCodes.push({ code: '', from: null });
      return;
    }
    const field = this.#fieldCodes.at(-1);
    if (type === 'separate' && field !== undefined && LINKING_FIELD.test(field.code))
      field.from = this.#text.length;
    if (type !== 'end') return;
    this.#fieldCodes.pop();
    if (field !== undefined && field.from !== null) this.#links.push([field.from, this.#text.length]);
  }

  #fieldMark(mark: XmlElement): void {
    if (!this.#fields.has(mark)) return;
    const type = mark.attribute('w:fldCharType');
    this.#linkOf(type);
    if (type === 'begin') this.#open.push('code');
    else {
      const left = this.#open.pop();
      if (left === 'code') this.#codes -= 1;
      if (type === 'separate') this.#open.push('result');
    }
    if (type === 'begin') this.#codes += 1;
  }
}

/** Characters of a field's code that are looked at: its name comes first. */
const LONGEST_NAME = 20;

const MATH_SEPARATORS: Readonly<Record<string, string>> = {
  'm:f': '/',
  'm:sSup': '^',
  'm:sSub': '_',
  'm:sSubSup': ' ',
  'm:sPre': ' ',
  'm:rad': ' ',
  'm:m': ' ',
  'm:mr': ' ',
  'm:eqArr': ' ',
  'm:nary': ' ',
  'm:d': ' ',
  'm:limLow': ' ',
  'm:limUpp': ' ',
};

/** White space at the ends counts only where it is to be preserved (17.3.3.31). */
function characters(element: XmlElement, properties: XmlElement | undefined): string {
  const text = element.text
    .replace(/[\t\n\r]/g, ' ')
    .replace(/[\uf000-\uf0ff]/g, (character) =>
      symbolOf(character.charCodeAt(0), fontOf(element, properties)),
    );
  return element.attribute('xml:space') === 'preserve' ? text : text.trim();
}

function textWithin({ name, text, children }: XmlElement): string {
  return name === 'w:t' ? text : children.map(textWithin).join('');
}

function fontOf(element: XmlElement, properties: XmlElement | undefined): string {
  const named = element.attribute('w:font') ?? properties?.child('w:rFonts')?.attribute('w:ascii');
  return named ?? '';
}

/** The outermost text boxes in a drawing; those inside them belong to their text. */
function collectBoxes({ children }: XmlElement, boxes: XmlElement[]): void {
  for (const child of children) {
    if (child.name === 'w:txbxContent') boxes.push(child);
    else collectBoxes(child, boxes);
  }
}
