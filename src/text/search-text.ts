import { simplifiedCharacter } from './simplify.js';

/**
 * Text as it is searched: folded so that what drifts between sources makes no difference, and cut into the tokens of
 * the index. Two-character words are the most common ones in Chinese, so a run of Han characters is indexed by its
 * pairs; whoever finds every pair of a phrase in order has found the phrase.
 */

/**
 * Folded text: Han characters, words of other letters and digits in lower case, and single blanks. A blank stands for
 * punctuation, line breaks, or white space between two words; white space beside a Han character is nothing, and so is
 * the comma of 1,137.
 */
export interface FoldedText {
  readonly text: string;
  /** For each code unit of the folded text, where what it came from begins in the source. */
  readonly starts: readonly number[];
  /** For each code unit of the folded text, where what it came from ends in the source. */
  readonly ends: readonly number[];
}

type CharacterClass = 'han' | 'word' | 'space' | 'break' | 'nothing';

const HAN = /^\p{Script=Han}$/u;
const WORD = /^[\p{L}\p{N}\p{M}]$/u;
const SPACE = /^[^\S\n\r\u2028\u2029]$/u;
const NOTHING = /^[\p{Cf}]$/u;
const GAP = ' ';

function classOf(character: string): CharacterClass {
  if (HAN.test(character)) return 'han';
  if (WORD.test(character)) return 'word';
  if (SPACE.test(character)) return 'space';
  return NOTHING.test(character) ? 'nothing' : 'break';
}

/** What one character of a source becomes: mostly one character, a few of them more. */
type Folding = readonly { readonly text: string; readonly kind: CharacterClass }[];

const foldings = new Map<string, Folding>();

/** The same character always folds alike, whatever stands around it. */
function foldingOf(character: string): Folding {
  const known = foldings.get(character);
  if (known !== undefined) return known;
  const folded = [...character.normalize('NFKC').toLowerCase()];
  const folding = folded
    .map((text) => (HAN.test(text) ? simplifiedCharacter(text) : text))
    .map((text) => ({ text, kind: classOf(text) }));
  foldings.set(character, folding);
  return folding;
}

/** The class of a character that is folded already. */
function foldedClass(character: string): CharacterClass {
  return foldingOf(character)[0]?.kind ?? 'nothing';
}

/** Full and half width, letter case, traditional characters, layout blanks and punctuation are folded away; see FoldedText. */
export function foldText(source: string): FoldedText {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let before: 'han' | 'word' | null = null;
  let gap: 'space' | 'break' | null = null;
  let at = 0;
  for (const character of source) {
    const end = at + character.length;
    if (isSeparator(character) && gap === null && groupsThousands(source, at)) {
      at = end;
      continue;
    }
    for (const { text: folded, kind } of foldingOf(character)) {
      if (kind === 'nothing') continue;
      if (kind === 'space') gap ??= 'space';
      else if (kind === 'break') gap = 'break';
      else {
        if (
          before !== null &&
          (gap === 'break' || (gap === 'space' && before === 'word' && kind === 'word'))
        ) {
          parts.push(GAP);
          starts.push(at);
          ends.push(at);
        }
        parts.push(folded);
        for (let unit = 0; unit < folded.length; unit++) {
          starts.push(at);
          ends.push(end);
        }
        before = kind;
        gap = null;
      }
    }
    at = end;
  }
  return { text: parts.join(''), starts, ends };
}

function isSeparator(character: string): boolean {
  return character === ',' || character === '，';
}

const DIGIT = /^\p{Nd}$/u;

/** Whether the comma at the place stands before the last three digits, or three of more, of a number: 1,137. */
function groupsThousands(source: string, at: number): boolean {
  const isDigit = (place: number): boolean => DIGIT.test(source.charAt(place));
  return [at - 1, at + 1, at + 2, at + 3].every(isDigit) && !isDigit(at + 4);
}

/** A piece of folded text: a run of Han characters (each one element), a word, or a blank. */
interface Run {
  readonly kind: 'han' | 'word' | 'gap';
  readonly characters: readonly string[];
}

/** Stands for a blank beside a word; between Han characters the end of the run says as much. */
const GAP_TOKEN = '\u00a6';

function runsOf(folded: string): readonly Run[] {
  const runs: { kind: Run['kind']; characters: string[] }[] = [];
  for (const character of folded) {
    const kind = character === GAP ? 'gap' : foldedClass(character) === 'han' ? 'han' : 'word';
    const last = runs.at(-1);
    if (last !== undefined && last.kind === kind) last.characters.push(character);
    else runs.push({ kind, characters: [character] });
  }
  return runs;
}

/**
 * The tokens of folded text, in order: 「信息公开3件」 gives 信息 息公 公开 开 3 件. The last character of a run of Han
 * characters stands alone too, so that a single character can be found as the beginning of a token.
 */
export function indexTokens(folded: string): readonly string[] {
  const runs = runsOf(folded);
  const tokens: string[] = [];
  for (const [index, run] of runs.entries()) addTokens(tokens, runs, index, run, true);
  return tokens;
}

/** A phrase as the index holds it; `isPrefix`: its last token may go on. */
export interface PhraseTokens {
  readonly tokens: readonly string[];
  readonly isPrefix: boolean;
}

/** The tokens of a folded phrase that is looked for; none where it has no letter, digit or Han character. */
export function phraseTokens(folded: string): PhraseTokens {
  const runs = runsOf(folded);
  const tokens: string[] = [];
  for (const [index, run] of runs.entries()) {
    const isLast = index === runs.length - 1;
    addTokens(tokens, runs, index, run, !isLast || run.characters.length === 1);
  }
  const last = runs.at(-1);
  return { tokens, isPrefix: last?.kind === 'han' && last.characters.length === 1 };
}

function addTokens(
  tokens: string[],
  runs: readonly Run[],
  index: number,
  { kind, characters }: Run,
  withLast: boolean,
): void {
  switch (kind) {
    case 'gap':
      if (runs[index - 1]?.kind === 'word' || runs[index + 1]?.kind === 'word') tokens.push(GAP_TOKEN);
      return;
    case 'word':
      tokens.push(characters.join(''));
      return;
    case 'han':
      for (let i = 0; i + 1 < characters.length; i++) tokens.push(`${characters[i]}${characters[i + 1]}`);
      if (withLast) tokens.push(characters.at(-1) ?? '');
  }
}

/**
 * Where a folded phrase stands in folded text: beginnings, in order, not overlapping. A phrase that begins or ends with
 * a word stands only where that word begins or ends: 3 is not found in 13.
 */
export function findPhrase(folded: string, phrase: string): readonly number[] {
  const found: number[] = [];
  if (phrase === '') return found;
  for (let at = folded.indexOf(phrase); at !== -1; ) {
    const end = at + phrase.length;
    const isWhole = !joinsWord(folded, at) && !joinsWord(folded, end);
    if (isWhole) found.push(at);
    at = folded.indexOf(phrase, isWhole ? end : at + 1);
  }
  return found;
}

/** Whether a word goes on over the border before the place. */
function joinsWord(folded: string, place: number): boolean {
  const before = characterBefore(folded, place);
  const after = folded.codePointAt(place);
  return before !== '' && after !== undefined && isWord(before) && isWord(String.fromCodePoint(after));
}

function characterBefore(text: string, place: number): string {
  const low = text.charCodeAt(place - 1);
  return low >= 0xdc00 && low <= 0xdfff
    ? text.slice(place - 2, place)
    : text.slice(Math.max(0, place - 1), place);
}

function isWord(character: string): boolean {
  return character !== GAP && foldedClass(character) === 'word';
}
