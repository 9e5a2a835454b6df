import { UsageError } from '../errors.js';
import type { CatalogueEntry } from '../report/edition/editions.js';
import { isPattern, patternTest } from '../text/pattern.js';
import { closest } from '../text/suggest.js';

/** A column of answers about reports: an indicator of the form. */
export type Column = Pick<CatalogueEntry, 'id' | 'zh' | 'en' | 'unit' | 'editions'>;

/**
 * The columns that the words select, in their order, each once. A word is an id, or a pattern in which `*` stands
 * for any characters; several may be joined by commas. This is the only way from words to columns: anything else to
 * be selected like an indicator is added to the catalogue that is passed in.
 * @throws UsageError for a word that means none, with the nearest ids
 */
export function resolveColumns(words: readonly string[], catalogue: readonly Column[]): readonly Column[] {
  const found = new Set<Column>();
  for (const word of words.flatMap((text) => text.split(/[,，]/)).map((text) => text.trim())) {
    if (word === '') continue;
    const matching = matchingColumns(word, catalogue);
    if (matching.length === 0) throw unknownColumn(word, catalogue);
    for (const column of matching) found.add(column);
  }
  return [...found];
}

/** The one column that a word means. @throws UsageError where it is none, or several */
export function resolveColumn(word: string, catalogue: readonly Column[]): Column {
  const matching = matchingColumns(word.trim(), catalogue);
  const [only] = matching;
  if (only === undefined) throw unknownColumn(word, catalogue);
  if (matching.length > 1) {
    const names = matching.slice(0, 6).map(({ id }) => id);
    throw new UsageError(`「${word}」 matches ${matching.length} indicators: ${names.join(', ')}…`);
  }
  return only;
}

function matchingColumns(word: string, catalogue: readonly Column[]): readonly Column[] {
  if (!isPattern(word)) return catalogue.filter(({ id }) => id === word);
  const test = patternTest(word);
  return catalogue.filter(({ id }) => test(id));
}

function unknownColumn(word: string, catalogue: readonly Column[]): UsageError {
  const byId = closest(
    word,
    catalogue.map(({ id }) => id),
  );
  const byLabel = columnsAbout(word, catalogue).map(({ id }) => id);
  const near = [...new Set([...byLabel.slice(0, 3), ...byId])].slice(0, 4);
  return new UsageError(`there is no indicator 「${word}」`, {
    hint: near.length > 0 ? `${near.join(', ')}?` : 'see `nianbao indicators`',
  });
}

/** The columns whose id or label has the text, or whose id the pattern matches; all without one. */
export function columnsAbout(text: string, catalogue: readonly Column[]): readonly Column[] {
  if (isPattern(text)) return matchingColumns(text, catalogue);
  const wanted = text.toLowerCase();
  return catalogue.filter(({ id, zh, en }) =>
    [id, zh, en].some((name) => name.toLowerCase().includes(wanted)),
  );
}
