/** Signs of the fonts that Word inserts symbols from, by their code in the font. */
const WINGDINGS: Readonly<Record<number, string>> = {
  108: '●',
  110: '■',
  111: '□',
  112: '❐',
  113: '❑',
  117: '◆',
  159: '•',
  168: '◻',
  216: '➢',
  224: '→',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
};

const SYMBOL: Readonly<Record<number, string>> = {
  45: '−',
  163: '≤',
  165: '∞',
  173: '↑',
  175: '↓',
  177: '±',
  179: '≥',
  180: '×',
  183: '•',
  184: '÷',
  185: '≠',
};

/** Figures and the marks around them, which the font Symbol has where everybody has them. */
const PLAIN = /^[\d%()+,./:;<=>[\]_{|} ]$/;

/**
 * A symbol (ECMA-376 part 1, 17.3.3.30): `code` in hexadecimal, often in the private use area from F000. One that
 * is not known stays the character of that code, so that nothing is read into it.
 */
export function symbol(code: string, font: string): string {
  if (!/^[\da-f]{1,5}$/i.test(code)) return '';
  return symbolOf(Number.parseInt(code, 16), font);
}

export function symbolOf(value: number, font: string): string {
  const own = value >= 0xf000 && value <= 0xf0ff ? value - 0xf000 : value;
  if (own > 0xff) return String.fromCodePoint(value);
  if (/^wingdings$/i.test(font)) {
    if (own >= 0x81 && own <= 0x8a) return String.fromCharCode(0x2460 + own - 0x81);
    if (own >= 0x8c && own <= 0x95) return String.fromCharCode(0x2776 + own - 0x8c);
    return WINGDINGS[own] ?? String.fromCharCode(0xf000 + own);
  }
  if (/^symbol$/i.test(font)) {
    const plain = String.fromCharCode(own);
    return SYMBOL[own] ?? (PLAIN.test(plain) ? plain : String.fromCharCode(0xf000 + own));
  }
  return value < 0x20 ? '' : String.fromCodePoint(value);
}
