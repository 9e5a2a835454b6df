import { UNTOLD } from '../../sight.js';

/** Characters that fonts and printers put in place of plain ideographs: they look alike and are not equal. */

/** From U+2E80 on: the ideograph that each CJK radical is equivalent to (UCD, EquivalentUnifiedIdeograph). */
const SUPPLEMENT =
  '　厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵　旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟';
const FIRST = 0x2e80;
const NONE = '\u3000';

const LOOKALIKES = /[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufad9]/gu;
const SUPPLEMENTS: readonly string[] = [...SUPPLEMENT];

/**
 * Kangxi radicals, radicals of the supplement and compatibility ideographs as the ideographs that they stand
 * for. Everything else stays: full-width digits keep their width.
 */
function unifyIdeographs(text: string): string {
  return text.replace(LOOKALIKES, (character) => {
    const known = SUPPLEMENTS[character.charCodeAt(0) - FIRST];
    if (known !== undefined) return known === NONE ? character : known;
    return character.normalize('NFKC');
  });
}

/** Control characters, private use, and characters without meaning. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const MEANINGLESS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd-\uffff]/u;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu;

/** The text that a file gives for a character: ideographs unified, nothing invisible, untold if it is not text. */
export function meaningOf(text: string): string {
  return MEANINGLESS.test(text) ? UNTOLD : unifyIdeographs(text.replace(INVISIBLE, ''));
}
