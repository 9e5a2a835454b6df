import { allDivisions, type Division, prefixOf, samePlace, stemOf } from '../divisions/divisions.js';
import { UsageError } from '../errors.js';
import { closest } from '../text/suggest.js';

/** Regions that a message about an ambiguous name lists. */
const SHOWN = 12;

/**
 * The prefixes of GB/T 2260 codes that a word stands for. A name means the region and everything in it (嘉兴市 is 3304),
 * also under the codes that it had before (祁阳市 is 431181 and 431121); one that no region has now means the last that
 * had it. Digits are the prefix itself (330400 is only the city's own code).
 * @throws UsageError where the name is unknown, or means several regions
 */
export function resolveRegion(text: string): readonly string[] {
  const word = text.trim();
  if (/^\d+$/.test(word)) {
    if (word.length > 6) throw new UsageError(`「${word}」 is longer than a region code, which has 6 digits`);
    return [word];
  }
  const [widest, ...others] = named(word);
  if (widest === undefined) throw unknownRegion(word);
  // 北京市 is a province, and its city's code begins with the province's
  const prefix = prefixOf(widest);
  if (others.every((other) => other.name === widest.name && prefixOf(other).startsWith(prefix)))
    return [...new Set(samePlace(widest).map(prefixOf))];
  const all = [widest, ...others];
  const names = all.map((one) => `${prefixOf(one)} ${above(prefixOf(one))}${one.name}${yearsOf(one)}`);
  throw new UsageError(`「${word}」 matches ${all.length} regions: ${names.slice(0, SHOWN).join('; ')}`, {
    hint: 'give the code',
  });
}

/** By whole name before what is left without 市 or 县, those of today before those of former years; the widest first. */
function named(word: string): readonly Division[] {
  const all = allDivisions();
  const today = all.filter(({ until }) => until === null);
  const former = all.filter(({ until }) => until !== null);
  for (const some of [today, former])
    for (const has of [(name: string) => name === word, (name: string) => stemOf(name) === word]) {
      const found = some.filter(({ name }) => has(name));
      if (found.length > 0) return found.sort((a, b) => prefixOf(a).length - prefixOf(b).length);
    }
  return [];
}

function above(prefix: string): string {
  const wider = allDivisions().filter((one) => {
    const own = prefixOf(one);
    return one.until === null && own !== prefix && prefix.startsWith(own);
  });
  return wider.map(({ name }) => name).join('');
}

function yearsOf({ until }: Division): string {
  return until === null ? '' : ` until ${until}`;
}

function unknownRegion(word: string): UsageError {
  const names = closest(word, new Set(allDivisions().map(({ name }) => name)));
  return new UsageError(`there is no region 「${word}」`, {
    hint: `${names.length > 0 ? `${names.join(', ')}? ` : ''}a GB/T 2260 code or its beginning will do as well`,
  });
}
