import type { Look } from '../../look.js';
import { decodeXml } from '../../xml/decode.js';
import type { XmlElement } from '../../xml/element.js';
import { isPlain, lookOf, type SheetFill, type SheetFont } from '../fonts.js';
import type { CellArea, CellLook, LookedText, SheetLooks } from '../looks.js';
import { PLAIN_LOOKS } from '../looks.js';
import { themeColours } from './colours.js';
import { columnOf, type HidingRule, hidingRules, ruled } from './conditions.js';
import { areasOfDrawing, areasOfVml } from './drawings.js';
import type { XlsxPackage } from './package.js';
import { XlsxStyles } from './styles.js';

/** `<row …>`, or a cell with what it holds; with or without a prefix. */
const ROW_OR_CELL =
  /<(?:\w+:)?row(?=[\s/>])([^>]*)>|<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:\/>|>(.*?)<\/(?:\w+:)?c\s*>)/gsu;
const INLINE = /<((?:\w+:)?)is(?=[\s>]).*<\/\1is\s*>/su;
const STORED = /<(?:\w+:)?v[^>]*>\s*(\d+)\s*</u;
const VALUE = /<(?:\w+:)?v[^>]*>\s*(-?[\d.]+(?:E[+-]?\d+)?)\s*</iu;
const CONDITIONAL = /<((?:\w+:)?)conditionalFormatting(?=[\s>]).*?<\/\1conditionalFormatting\s*>/gsu;
const ROOT = /<(?:\w+:)?worksheet(?=[\s>])[^>]*>/u;
const ZEROS_HIDDEN = /<(?:\w+:)?sheetView\s[^>]*\bshowZeros\s*=\s*["'](?:0|false)["']/u;
/** What gives cells without a fill of their own another ground, or their text another colour. */
const COLOURING = /<(?:\w+:)?(?:conditionalFormatting|tablePart)[\s>]/u;

/**
 * How the cells of each sheet look: struck, raised, lowered, or of the colour of their ground, as their styles say or the
 * runs of their texts; and where pictures and controls stand. Of the rules of conditional formatting those are reckoned that
 * compare a cell with a number; where others hide text, or give it a ground, it can't be told whether that is seen.
 *
 * @throws DocumentError of `readXml`
 */
export function xlsxLooks(file: XlsxPackage): (sheet: number) => SheetLooks {
  const sheets = file.sheets();
  const related = file.relations('xl/workbook.xml');
  const named = (type: string, usual: string): string =>
    related.find((relation) => relation.type === type)?.target ?? usual;
  const theme = themeColours(file.xml(named('theme', 'xl/theme/theme1.xml')));
  const styles = new XlsxStyles(file.xml(named('styles', 'xl/styles.xml')), theme);
  const strings = file.xml(named('sharedStrings', 'xl/sharedStrings.xml'));
  const rich = (strings?.children ?? []).map((string) => (string.child('r') === undefined ? null : string));
  return (sheet) => {
    const part = sheets[sheet] ?? '';
    const bytes = file.bytes(part);
    if (bytes === undefined) return PLAIN_LOOKS;
    return new SheetReader(file, part, decodeXml(bytes, part), styles, rich).read();
  };
}

type LookFor = (font: SheetFont, fill: SheetFill) => Look;

class SheetReader {
  readonly #cells = new Map<string, CellLook>();

  constructor(
    private readonly file: XlsxPackage,
    private readonly part: string,
    private readonly xml: string,
    private readonly styles: XlsxStyles,
    private readonly rich: readonly (XmlElement | null)[],
  ) {}

  read(): SheetLooks {
    const { xml } = this;
    const hasRuns = this.rich.some((string) => string !== null) || /<(?:\w+:)?rPr[\s>]/u.test(xml);
    const rules = this.#rules();
    if (hasRuns || rules.length > 0 || !this.styles.isPlain) this.#readCells(rules);
    return { cells: this.#cells, zeros: !ZEROS_HIDDEN.test(xml), objects: this.#objects() };
  }

  #rules(): HidingRule[] {
    return [...this.xml.matchAll(CONDITIONAL)].flatMap(([element]) => {
      const formatting = this.#fragment(element).child('conditionalFormatting');
      return formatting === undefined ? [] : hidingRules(formatting, this.styles);
    });
  }

  /** Elements of the sheet, in its root element, which says what their prefixes are. */
  #fragment(elements: string): XmlElement {
    const root = ROOT.exec(this.xml)?.[0] ?? '';
    const name = /^<([\w:]+)/u.exec(root)?.[1] ?? '';
    return this.file.fragment(`${root}${elements}</${name}>`, this.part);
  }

  #readCells(rules: readonly HidingRule[]): void {
    const coloured = COLOURING.test(this.xml);
    let [row, column] = [-1, -1];
    for (const [, rowTag, cellTag, content = ''] of this.xml.matchAll(ROW_OR_CELL)) {
      if (rowTag !== undefined) {
        row = Number(attribute(rowTag, 'r') ?? row + 2) - 1;
        column = -1;
        continue;
      }
      const tag = cellTag ?? '';
      column = columnOf(attribute(tag, 'r')) ?? column + 1;
      const value =
        attribute(tag, 't') === undefined ? Number(VALUE.exec(content)?.[1] ?? Number.NaN) : Number.NaN;
      const ruledLook = (plain: Look): Look =>
        rules.length === 0 ? plain : ruled(plain, rules, row, column, Number.isNaN(value) ? null : value);
      const look = this.#look(tag, content, (font, fill) => ruledLook(lookOf(font, fill, coloured)));
      if (look !== null) this.#cells.set(`${row}:${column}`, look);
    }
  }

  #look(tag: string, content: string, lookFor: LookFor): CellLook | null {
    const { font, fill } = this.styles.cell(Number(attribute(tag, 's') ?? 0));
    const look = lookFor(font, fill);
    const string = this.#string(attribute(tag, 't'), content);
    const runs = string === null ? null : this.#runs(string, look, (own) => lookFor(own, fill));
    const isAllPlain = isPlain(look) && (runs?.every((run) => isPlain(run.look)) ?? true);
    return isAllPlain ? null : { look, runs };
  }

  /** A text of several runs, stored in the cell or among those that all sheets share. */
  #string(type: string | undefined, content: string): XmlElement | null {
    if (type === 's') return this.rich[Number(STORED.exec(content)?.[1] ?? -1)] ?? null;
    const inline = type === 'inlineStr' ? INLINE.exec(content)?.[0] : undefined;
    if (inline === undefined || !inline.includes('rPr')) return null;
    return this.#fragment(inline).child('is') ?? null;
  }

  #runs(string: XmlElement, outer: Look, lookFor: (font: SheetFont) => Look): LookedText[] {
    return string.children.flatMap((run): LookedText[] => {
      if (run.name !== 'r' && run.name !== 't') return [];
      const text = run.name === 't' ? run.text : (run.child('t')?.text ?? '');
      const properties = run.child('rPr');
      const look = properties === undefined ? outer : lookFor(this.styles.font(properties));
      return [{ text: unescaped(text), look }];
    });
  }

  #objects(): CellArea[] {
    return this.file.relations(this.part).flatMap(({ type, target }) => {
      if (type === 'drawing') return areasOfDrawing(this.file.xml(target));
      const bytes = type === 'vmlDrawing' ? this.file.bytes(target) : undefined;
      return bytes === undefined ? [] : areasOfVml(new TextDecoder().decode(bytes));
    });
  }
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`, 'u').exec(tag)?.[1];
}

/** Characters that XML has no place for are written as `_x000D_` (22.9.2.19). */
function unescaped(text: string): string {
  return text.replace(/_x([\da-f]{4})_/giu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
