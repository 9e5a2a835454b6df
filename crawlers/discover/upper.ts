/**
 * Reports of the governments above a site's own: columns often have a box with those of the State Council, the province
 * and the city, beside a list that may be empty.
 */
import type { ReportLink } from '../contract.js';

/** A place by the name of its division. */
const DIVISION =
  /([\p{Script=Han}]{2,6}?)(?:省|自治区|特别行政区|市|自治州|州|地区|盟|自治县|县|区|自治旗|旗|镇|乡|街道)/u;
/** Of the nation, whatever the site. */
const NATIONAL = /^(?:\d{4}年?(?:度)?)?(?:中华人民共和国)?(?:国务院|中央人民政府|全国)/;
/** Of "the" province or "the" region: not of a site that names a city or a county. */
const BARE = /^(?:\d{4}年?(?:度)?)?(?:省|自治区)(?:人民)?政府/;
const OF_DIVISION =
  /^(?:\d{4}年?(?:度)?)?(?:中国[·•]?)?([\p{Script=Han}]{2,6}?)(?:省|自治区|(?<!城)市|自治州|地区|盟)(?![\p{Script=Han}]{0,4}[区县]分?局)/u;

/**
 * Are all of these reports of the governments above the site's own? `site` is what it calls itself; a site whose name does
 * not say where it is has no government above but the nation's.
 */
export function areOfUpper(reports: readonly ReportLink[], site: string | null, url: string): boolean {
  if (reports.length === 0) return false;
  const name = (site ?? '').normalize('NFKC').replace(/\s/g, '');
  if (/国务院|中国政府网|中央人民政府/.test(name) || /^(?:www\.)?gov\.cn$/.test(new URL(url).hostname))
    return false;
  const own = DIVISION.exec(name.replace(/^中国[·•:]?/, ''));
  return reports.every(({ title }) => {
    const text = (title ?? '').normalize('NFKC').replace(/\s/g, '');
    if (NATIONAL.test(text)) return true;
    if (own === null || own[1] === undefined) return false;
    const isProvince = /省|自治区/.test(own[0]);
    if (BARE.test(text)) return !isProvince;
    if (text.includes(own[1])) return false;
    return OF_DIVISION.test(text);
  });
}
