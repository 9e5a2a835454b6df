import { areaList } from '@vant/area-data';
import { UsageError } from '../errors.js';
import { closest } from '../text/suggest.js';

interface Region {
  readonly name: string;
  /** The prefix shared by all codes in the region: 2, 4 or 6 digits. */
  readonly prefix: string;
}

const SUFFIX =
  /(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|新区|省|市|县|区|州|盟|旗)$/u;

let regions: readonly Region[] | null = null;

/** Provinces, cities and counties; if a name exists on several levels, like 北京市, the widest comes first. */
function allRegions(): readonly Region[] {
  regions ??= [
    ...listed(areaList.province_list, 2),
    ...listed(areaList.city_list, 4),
    ...listed(areaList.county_list, 6),
  ];
  return regions;
}

function listed(list: Readonly<Record<string, string>>, digits: number): Region[] {
  return Object.entries(list).map(([code, name]) => ({ name, prefix: code.slice(0, digits) }));
}

/**
 * The prefix of GB/T 2260 codes that a word stands for. A name means the region and everything in it (嘉兴市 is 3304);
 * digits are the prefix itself (330400 is only the city's own code).
 * @throws UsageError where the name is unknown, or means several regions
 */
export function resolveRegion(text: string): string {
  const word = text.trim();
  if (/^\d+$/.test(word)) {
    if (word.length > 6) throw new UsageError(`「${word}」 is longer than a region code, which has 6 digits`);
    return word;
  }
  const whole = allRegions().filter(({ name }) => name === word);
  const found =
    whole.length > 0 ? whole : allRegions().filter(({ name }) => name.replace(SUFFIX, '') === word);
  const [widest] = found;
  if (widest === undefined) throw unknownRegion(word);
  // 北京市 is a province, and its city's code begins with the province's
  if (found.every(({ name, prefix }) => name === widest.name && prefix.startsWith(widest.prefix)))
    return widest.prefix;
  const names = found.map(({ name, prefix }) => `${prefix} ${above(prefix)}${name}`);
  throw new UsageError(`「${word}」 matches ${found.length} regions: ${names.slice(0, 12).join('; ')}`, {
    hint: 'give the code',
  });
}

/** The name of a region's code, or null if there is none. */
export function regionName(code: string): string | null {
  return allRegions().find(({ prefix }) => prefix.padEnd(6, '0') === code)?.name ?? null;
}

function above(prefix: string): string {
  const wider = allRegions().filter((r) => r.prefix !== prefix && prefix.startsWith(r.prefix));
  return wider.map(({ name }) => name).join('');
}

function unknownRegion(word: string): UsageError {
  const names = closest(
    word,
    allRegions().map(({ name }) => name),
  );
  return new UsageError(`there is no region 「${word}」`, {
    hint: `${names.length > 0 ? `${names.join(', ')}? ` : ''}a GB/T 2260 code or its beginning will do as well`,
  });
}
