interface RtfWord {
  readonly kind: 'word';
  readonly name: string;
  readonly value: number | null;
}

/** A piece of an RTF file (RTF 1.9.1, "Basic entities"). */
export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  /** `\name` or `\name5`; of a control symbol (`\~`) the sign. */
  | RtfWord
  /** A byte of text, plain or as `\'b1`. */
  | { readonly kind: 'byte'; readonly code: number }
  /** Data that is no text: it counts as one character. */
  | { readonly kind: 'data' };

const WORD = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/y;
const HEX = /\\'([\da-fA-F]{2})/y;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** @param text the bytes, as Latin-1 */
export function* readTokens(text: string): Generator<RtfToken> {
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === OPEN || code === CLOSE) {
      yield { kind: code === OPEN ? 'open' : 'close' };
      at += 1;
    } else if (code === BACKSLASH) {
      const { token, end } = readControl(text, at);
      at = end;
      if (token.kind === 'word' && token.name === 'bin') {
        at += Math.max(0, token.value ?? 0);
        yield { kind: 'data' };
      } else yield token;
    } else {
      // line breaks are for the eye alone
      if (code !== 0x0a && code !== 0x0d && code !== 0) yield { kind: 'byte', code };
      at += 1;
    }
  }
}

function readControl(text: string, at: number): { readonly token: RtfToken; readonly end: number } {
  WORD.lastIndex = at;
  const word = WORD.exec(text);
  if (word !== null) {
    const value = word[2] === undefined ? null : Number(word[2]);
    return { token: { kind: 'word', name: word[1] ?? '', value }, end: at + word[0].length };
  }
  HEX.lastIndex = at;
  const hex = HEX.exec(text);
  if (hex !== null) return { token: { kind: 'byte', code: Number.parseInt(hex[1] ?? '', 16) }, end: at + 4 };
  return { token: { kind: 'word', name: text.charAt(at + 1), value: null }, end: at + 2 };
}
