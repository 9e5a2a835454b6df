import type { AgencyName, AgencyRef } from '../../storage/contract/archive.js';
import { NianbaoError, UsageError } from '../errors.js';
import { isPattern, patternTest } from '../text/pattern.js';
import { closest } from '../text/suggest.js';
import { matchInitials } from './initials.js';

const SHOWN = 10;

/**
 * The agencies that a word names: any number by pattern (`*` stands for any characters), otherwise the one agency whose
 * name or alias it is, or the only one whose names contain it or whose Pinyin initials it is (phskjj).
 * @param names the agencies to choose from
 * @throws UsageError that lists the candidates where several could be meant; NianbaoError `no_agency` for none
 */
export function resolveAgencies(word: string, names: readonly AgencyName[]): readonly AgencyRef[] {
  const text = word.trim();
  if (text === '') throw new UsageError('the name of the agency is empty');
  if (isPattern(text)) {
    const test = patternTest(text);
    const found = names.filter((agency) => namesOf(agency).some(test));
    if (found.length === 0) throw unknown(text, names);
    return found;
  }
  return [theOne(text, names, `give the full name, or a pattern for all of them: *${text}*`)];
}

/** The one agency that a word names. Works like resolveAgencies, but even a pattern may match only one. */
export function resolveAgency(word: string, names: readonly AgencyName[]): AgencyRef {
  return theOne(word.trim(), names, 'give the full name');
}

function theOne(text: string, names: readonly AgencyName[], hint: string): AgencyRef {
  for (const way of text === '' ? [] : waysToMean(text)) {
    const found = names.filter((agency) => namesOf(agency).some(way));
    const [only] = found;
    if (found.length === 1 && only !== undefined) return only;
    if (found.length > 1) throw ambiguous(text, found, hint);
  }
  throw unknown(text, names);
}

/** From strictest to loosest; the first that finds an agency decides. */
function waysToMean(text: string): ((name: string) => boolean)[] {
  if (isPattern(text)) return [patternTest(text)];
  const ways = [(name: string) => name === text, (name: string) => name.includes(text)];
  if (!/^[a-z]{2,}$/i.test(text)) return ways;
  return [
    ...ways,
    (name) => matchInitials(name, text) === 'all',
    (name) => matchInitials(name, text) !== null,
  ];
}

function namesOf({ name, aliases }: AgencyName): readonly string[] {
  return [name, ...aliases];
}

function ambiguous(text: string, found: readonly AgencyName[], hint: string): UsageError {
  const names = found
    .slice(0, SHOWN)
    .map(({ name, region }) => (region === '' ? name : `${name} (${region})`));
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '';
  const isSameName = found.every(({ name }) => name === found[0]?.name);
  return new UsageError(`「${text}」 matches ${found.length} agencies: ${names.join(', ')}${more}`, {
    hint: isSameName ? 'choose one with --region' : hint,
  });
}

function unknown(text: string, names: readonly AgencyName[]): NianbaoError {
  const near = closest(text, new Set(names.flatMap(namesOf)));
  return new NianbaoError('no_agency', `the archive has no agency 「${text}」`, {
    hint: near.length > 0 ? `${near.join(', ')}?` : 'see `nianbao list`',
  });
}
