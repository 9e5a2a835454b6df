import type { XmlElement } from '../../xml/element.js';
import { endsWithFigure, startsWithFigure } from '../figure-edges.js';
import { symbol, symbolOf } from '../symbols.js';
import { matchFields } from './fields.js';
import type { PageCount } from './pages.js';
import { type DocxStyles, toggle } from './styles.js';

export interface InlineText {
  /** Lines parted by `\n`. */
  readonly text: string;
  /** Text boxes that are anchored here. */
  readonly boxes: readonly XmlElement[];
}

/** What a run shows at its edges: struck or raised figures must not run into those beside them. */
interface Look {
  readonly struck: boolean;
  readonly raised: boolean;
}

const PLAIN: Look = { struck: false, raised: false };

/**
 * Reads the text of paragraphs as Word shows it when all tracked changes are accepted: without deleted and
 * hidden text, and of fields only the results (ECMA-376 part 1, 17.3.3 and 17.16.18). One reader for each story,
 * because a field may begin in one paragraph and end in another.
 */
export class InlineReader {
  readonly #fields: ReadonlySet<XmlElement>;
  /** The fields around here: is it their code, or their result? */
  readonly #open: ('code' | 'result')[] = [];
  #codes = 0;
  #text = '';
  #endsInFigure = false;
  #boxes: XmlElement[] = [];
  #styleHides = false;
  #look = PLAIN;

  /** @param story the element that holds all paragraphs that will be read */
  constructor(
    story: XmlElement,
    private readonly styles: DocxStyles,
    private readonly pages: PageCount,
  ) {
    this.#fields = matchFields(story);
  }

  read(paragraph: XmlElement, style: string | undefined): InlineText {
    this.#text = '';
    this.#endsInFigure = false;
    this.#boxes = [];
    this.#look = PLAIN;
    this.#styleHides = this.styles.hides(style);
    this.#container(paragraph);
    return { text: this.#text, boxes: this.#boxes };
  }

  #container({ children }: XmlElement): void {
    for (const child of children) {
      switch (child.name) {
        case 'w:r':
          this.#run(child);
          break;
        case 'w:hyperlink':
        case 'w:ins':
        case 'w:moveTo':
        case 'w:smartTag':
        case 'w:customXml':
        case 'w:sdt':
        case 'w:sdtContent':
        case 'w:fldSimple':
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
    const hidden = this.#isHidden(properties);
    const look = properties === undefined ? PLAIN : lookOf(properties);
    for (const child of run.children) {
      if (child.name === 'w:fldChar') this.#fieldMark(child);
      else if (child.name === 'w:lastRenderedPageBreak') this.pages.rendered();
      else if (!hidden && this.#codes === 0) this.#content(child, look, properties);
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
        for (const child of element.children) if (child.name === 'w:rubyBase') this.#container(child);
        break;
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        collectBoxes(element, this.#boxes);
    }
  }

  #newLine(): void {
    this.#text += '\n';
    this.#endsInFigure = false;
  }

  #put(text: string, look = PLAIN): void {
    if (text === '') return;
    const before = this.#look;
    if (this.#endsInFigure && startsWithFigure(text)) {
      if (look.raised && !before.raised) this.#text += '^';
      else if (look.struck !== before.struck || look.raised !== before.raised) this.#text += ' ';
    }
    this.#look = look;
    this.pages.inked();
    this.#text += text;
    this.#endsInFigure = endsWithFigure(text);
  }

  #fieldMark(mark: XmlElement): void {
    if (!this.#fields.has(mark)) return;
    const type = mark.attribute('w:fldCharType');
    if (type === 'begin') this.#open.push('code');
    else {
      const left = this.#open.pop();
      if (left === 'code') this.#codes -= 1;
      if (type === 'separate') this.#open.push('result');
    }
    if (type === 'begin') this.#codes += 1;
  }

  /** A toggle property: the run's own word is final, else styles of the two kinds cancel each other (17.7.3). */
  #isHidden(properties: XmlElement | undefined): boolean {
    if (properties === undefined) return this.#styleHides;
    const style = properties.child('w:rStyle')?.attribute('w:val');
    return toggle(properties, 'w:vanish') ?? this.#styleHides !== this.styles.hides(style);
  }
}

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

function lookOf(properties: XmlElement): Look {
  const struck = (toggle(properties, 'w:strike') ?? false) || (toggle(properties, 'w:dstrike') ?? false);
  const raised = properties.child('w:vertAlign')?.attribute('w:val') === 'superscript';
  return struck || raised ? { struck, raised } : PLAIN;
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
