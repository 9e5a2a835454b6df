import { OBJECT } from '../../sight.js';

const NAME = /^(?:[A-Z]{6}\+)?(?:wingdings|webdings|symbol|zapf ?dingbats|mt ?extra|marlett)/iu;
const LETTER = /[\p{L}\p{N}]/u;

/** Is this a font whose signs stand at the places of letters and figures? A subset's name has six letters before it. */
export function isSymbolFont(name: string): boolean {
  return NAME.test(name.trim());
}

/** A character of such a font: what is called a letter or a figure there is some sign. */
export function signText(text: string): string {
  return LETTER.test(text) ? OBJECT : text;
}
