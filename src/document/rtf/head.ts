import { symbolOf } from '../word/symbols.js';
import { encodingOfCharset, encodingOfCodePage, SYMBOLS } from './words.js';

interface Font {
  readonly charset: number;
  readonly name: string;
}

/** Windows' character set of a font that says nothing: that of the file. */
const OWN_CHARSET = 1;
const GB2312 = 134;
const CHINESE_PAGE = 936;
const SEMICOLON = 0x3b;
const WHITE = 255;

/** What the head of a file says: its code page, its fonts and its colours (RTF 1.9.1, "Header"). */
export class RtfHead {
  page = encodingOfCodePage(CHINESE_PAGE);
  defaultFont = 0;
  readonly #fonts = new Map<number, Font>();
  readonly #white = new Set<number>();
  readonly #decoders = new Map<string, InstanceType<typeof TextDecoder>>();
  #font = { number: 0, charset: OWN_CHARSET };
  #colors = 0;
  #color: number[] = [];

  fontWord(name: string, value: number | null): void {
    if (name === 'f') this.#font = { number: value ?? 0, charset: OWN_CHARSET };
    else if (name === 'fcharset') this.#font.charset = value ?? OWN_CHARSET;
    else if (name === 'cpg' && value === CHINESE_PAGE) this.#font.charset = GB2312;
  }

  /** The name of the font that the words before described. */
  fontName(bytes: Uint8Array): void {
    const { number, charset } = this.#font;
    const name = this.#decode(bytes, charset).split(';', 1)[0]?.trim() ?? '';
    if (!this.#fonts.has(number)) this.#fonts.set(number, { charset, name });
  }

  colorWord(name: string, value: number | null): void {
    if (name === 'red' || name === 'green' || name === 'blue') this.#color.push(value ?? 0);
  }

  /** Each semicolon ends a colour. */
  colorEnds(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte !== SEMICOLON) continue;
      if (this.#color.length === 3 && this.#color.every((part) => part === WHITE))
        this.#white.add(this.#colors);
      this.#colors += 1;
      this.#color = [];
    }
  }

  isWhite(color: number): boolean {
    return this.#white.has(color);
  }

  /** The text of bytes in a font; undefined for the default one. */
  textOf(bytes: Uint8Array, font: number | undefined): string {
    const { charset, name } = this.#fontOf(font);
    if (charset !== SYMBOLS) return this.#decode(bytes, charset);
    return Array.from(bytes, (byte) => symbolOf(0xf000 + byte, name)).join('');
  }

  /** A character by its code in Unicode, or in a font of symbols. */
  characterOf(code: number, font: number | undefined): string {
    const isSymbol = code >= 0xf000 && code <= 0xf0ff;
    return isSymbol ? symbolOf(code, this.#fontOf(font).name) : String.fromCharCode(code);
  }

  #fontOf(font: number | undefined): Font {
    return this.#fonts.get(font ?? this.defaultFont) ?? { charset: OWN_CHARSET, name: '' };
  }

  #decode(bytes: Uint8Array, charset: number): string {
    const encoding = encodingOfCharset(charset) ?? this.page;
    const decoder = this.#decoders.get(encoding) ?? new TextDecoder(encoding);
    this.#decoders.set(encoding, decoder);
    return decoder.decode(bytes);
  }
}
