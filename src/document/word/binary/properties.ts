import { DocumentError } from '../../../errors.js';
import type { ByteView } from '../../containers/ole2-bytes.js';
import { type Look, PLAIN_LOOK } from '../../look.js';
import { levelOf, TINY } from '../look.js';
import type { Piece } from './pieces.js';
import { defineRow, type RowDefinition } from './row.js';
import type { PropertyRun } from './runs.js';
import { type PropertyChange, propertyChanges } from './sprms.js';
import type { BinaryStyles } from './styles.js';

/** What a paragraph's properties say of its place ([MS-DOC] 2.6.2). */
export interface ParagraphProperties {
  style: number;
  inTable: boolean;
  /** How many tables it stands in; files of Word 97 do not say. */
  depth: number;
  /** It ends a row; of a table in a table, or a cell of such a one. */
  endsRow: boolean;
  endsInnerRow: boolean;
  endsInnerCell: boolean;
  /** The list, from 1; 0 for none. */
  list: number;
  level: number;
  /** Changes of the row's properties, in their order, and what comes of them. */
  readonly row: PropertyChange[];
  definition: RowDefinition | undefined;
}

/** What a run's properties say of its characters ([MS-DOC] 2.6.1). */
export interface CharacterProperties extends Look {
  readonly deleted: boolean;
  readonly symbol: { readonly font: number; readonly code: number } | undefined;
  /** The font of Western characters, by its number. */
  readonly font: number | undefined;
}

const FIRST_NO_LIST = 0x07ff;
const TABLE_SPRMS = 5;
const MOST_CHANGES = 5_000_000;

/** Properties that modifiers of pieces change by a short code ([MS-DOC] 2.9.215). */
const SHORT: ReadonlyMap<number, number> = new Map([
  [0x0c, 0x260a],
  [0x18, 0x2416],
  [0x19, 0x2417],
  [0x41, 0x0800],
  [0x57, 0x0837],
  [0x5c, 0x083c],
  [0x68, 0x2a48],
]);

type Flags = { -readonly [Key in keyof CharacterProperties]: CharacterProperties[Key] };

const PLAIN: CharacterProperties = { ...PLAIN_LOOK, deleted: false, symbol: undefined, font: undefined };

/** Resolves the properties of paragraphs and characters: of the style, of the run, of the piece ([MS-DOC] 2.4.6). */
export class Properties {
  readonly #characters = new Map<string, CharacterProperties>();
  readonly #paragraphs = new Map<string, ParagraphProperties>();
  readonly #styled = new Map<number, CharacterProperties>();
  #changes = 0;

  constructor(
    private readonly document: ByteView,
    private readonly data: ByteView | undefined,
    private readonly styles: BinaryStyles,
    private readonly changes: readonly ByteView[],
  ) {}

  paragraph(run: PropertyRun | undefined, piece: Piece): Readonly<ParagraphProperties> {
    const key = `${run?.at ?? -1} ${piece.modifier}`;
    const known = this.#paragraphs.get(key) ?? this.#resolve(run, piece);
    this.#paragraphs.set(key, known);
    return known;
  }

  #resolve(run: PropertyRun | undefined, piece: Piece): ParagraphProperties {
    const properties: ParagraphProperties = {
      style: run?.style ?? 0,
      inTable: false,
      depth: 0,
      endsRow: false,
      endsInnerRow: false,
      endsInnerCell: false,
      list: 0,
      level: 0,
      row: [],
      definition: undefined,
    };
    for (const { paragraph } of this.styles.chain(properties.style)) {
      if (paragraph !== undefined) this.#apply(paragraph, 0, paragraph.length, properties, false);
    }
    if (run !== undefined) this.#apply(this.document, run.at, run.end, properties, true);
    for (const change of this.#modifier(piece)) this.#change(change, properties, false);
    properties.definition = defineRow(properties.row);
    if (properties.inTable) properties.depth = Math.max(1, properties.depth);
    return properties;
  }

  characters(run: PropertyRun | undefined, piece: Piece, paragraphStyle: number): CharacterProperties {
    const key = `${run?.at ?? -1} ${piece.modifier} ${paragraphStyle}`;
    const known = this.#characters.get(key);
    if (known !== undefined) return known;
    const changes = [
      ...(run === undefined ? [] : propertyChanges(this.document, run.at, run.end)),
      ...this.#modifier(piece),
    ];
    const style = changes.findLast(({ sprm }) => sprm === 0x4a30);
    const named = style === undefined ? PLAIN : this.#styleLook(style.source.u16(style.at));
    const base = together(this.#styleLook(paragraphStyle), named);
    const flags: Flags = { ...base };
    for (const change of changes) {
      this.#spend();
      changeCharacters(change, flags, base);
    }
    this.#characters.set(key, flags);
    return flags;
  }

  #styleLook(style: number): CharacterProperties {
    const known = this.#styled.get(style);
    if (known !== undefined) return known;
    const flags: Flags = { ...PLAIN };
    for (const { character } of this.styles.chain(style)) {
      if (character === undefined) continue;
      for (const change of propertyChanges(character, 0, character.length)) {
        this.#spend();
        changeCharacters(change, flags, PLAIN);
      }
    }
    this.#styled.set(style, flags);
    return flags;
  }

  #apply(source: ByteView, from: number, to: number, properties: ParagraphProperties, far: boolean): void {
    for (const change of propertyChanges(source, from, to)) this.#change(change, properties, far);
  }

  #change(change: PropertyChange, properties: ParagraphProperties, far: boolean): void {
    const { sprm, source, at } = change;
    this.#spend();
    if (((sprm >>> 10) & 7) === TABLE_SPRMS) {
      properties.row.push(change);
      return;
    }
    switch (sprm) {
      case 0x4600: // sprmPIstd
        properties.style = source.u16(at);
        break;
      case 0x2416: // sprmPFInTable
        properties.inTable = source.u8(at) !== 0;
        break;
      case 0x2417: // sprmPFTtp
        properties.endsRow = source.u8(at) !== 0;
        break;
      case 0x6649: // sprmPItap
        properties.depth = Math.max(0, source.i32(at));
        break;
      case 0x664a: // sprmPDtap
        properties.depth = Math.max(0, properties.depth + source.i32(at));
        break;
      case 0x244b: // sprmPFInnerTableCell
        properties.endsInnerCell = source.u8(at) !== 0;
        break;
      case 0x244c: // sprmPFInnerTtp
        properties.endsInnerRow = source.u8(at) !== 0;
        break;
      case 0x260a: // sprmPIlvl
        properties.level = source.u8(at);
        break;
      case 0x460b: {
        // sprmPIlfo
        const list = source.u16(at);
        properties.list = list < FIRST_NO_LIST ? list : 0;
        break;
      }
      case 0x6645: // sprmPHugePapx, of both versions, and sprmPTableProps: too much for a page, so elsewhere
      case 0x6646:
      case 0x646b:
        if (far) this.#far(source.u32(at), properties);
    }
  }

  /** Limit on applied changes: many runs may share the same changes, and a small file could keep a reader busy forever. */
  #spend(): void {
    this.#changes += 1;
    if (this.#changes > MOST_CHANGES) {
      throw new DocumentError(
        'too_large',
        `the Word file changes properties more than ${MOST_CHANGES} times`,
      );
    }
  }

  #far(at: number, properties: ParagraphProperties): void {
    if (this.data === undefined || at + 2 > this.data.length) return;
    this.#apply(this.data, at + 2, Math.min(this.data.length, at + 2 + this.data.u16(at)), properties, false);
  }

  #modifier({ modifier }: Piece): PropertyChange[] {
    if (modifier === 0) return [];
    if ((modifier & 1) === 1) {
      const changes = this.changes[modifier >>> 1];
      return changes === undefined ? [] : [...propertyChanges(changes, 0, changes.length)];
    }
    const sprm = SHORT.get((modifier >>> 1) & 0x7f);
    if (sprm === undefined) return [];
    const source = this.document.constant(modifier >>> 8);
    return [{ sprm, source, at: 0, length: 1 }];
  }
}

/** What a paragraph's style and a character's say together: toggle properties cancel each other (2.4.6.6). */
function together(paragraph: CharacterProperties, character: CharacterProperties): CharacterProperties {
  return {
    ...PLAIN,
    hidden: paragraph.hidden !== character.hidden,
    struck: paragraph.struck !== character.struck,
    doubtful: paragraph.doubtful || character.doubtful,
    level: character.level === 'line' ? paragraph.level : character.level,
  };
}

const WHITE_INDEX = 8;
const WHITE = 0x00ffffff;

function changeCharacters(
  { sprm, source, at }: PropertyChange,
  flags: Flags,
  styled: CharacterProperties,
): void {
  switch (sprm) {
    case 0x0800: // sprmCFRMarkDel
      flags.deleted = source.u8(at) !== 0;
      break;
    case 0x083c: // sprmCFVanish
      flags.hidden = toggled(source.u8(at), styled.hidden);
      break;
    case 0x0837: // sprmCFStrike
    case 0x2a53: // sprmCFDStrike
      flags.struck = toggled(source.u8(at), styled.struck);
      break;
    case 0x2a48: // sprmCIss
      flags.level = levelOf(['', 'superscript', 'subscript'][source.u8(at)] ?? '', 0);
      break;
    case 0x4845: // sprmCHpsPos
      flags.level = levelOf('', (source.u16(at) << 16) >> 16);
      break;
    case 0x4a43: // sprmCHps
      flags.hidden ||= source.u16(at) <= TINY;
      break;
    case 0x2a42: // sprmCIco: what lies behind white type is the row's matter, and not looked at
      flags.doubtful = source.u8(at) === WHITE_INDEX;
      break;
    case 0x6870: // sprmCCv
      flags.doubtful = (source.u32(at) & 0xffffffff) === WHITE;
      break;
    case 0x6a09: // sprmCSymbol
      flags.symbol = { font: source.u16(at), code: source.u16(at + 2) };
      break;
    case 0x4a4f: // sprmCRgFtc0
      flags.font = source.u16(at);
  }
}

/** The operand of a toggle: 0x80 is as the style has it, 0x81 the opposite (2.2.5.1). */
function toggled(operand: number, styled: boolean): boolean {
  return operand >= 0x80 ? styled !== (operand === 0x81) : operand !== 0;
}
