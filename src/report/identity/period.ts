import { squeeze } from '../../text/label.js';

/** 「自2023年1月1日起至（2023年）12月31日止」, with what stands between and behind the dates. */
const PERIOD =
  /(20\d{2})年0?1月0?1日(?:\p{Script=Han}{0,3}?[-—~至到起止开始]+)[^。\d]{0,6}(?:(20\d{2})年|当年|同年)?12月31日/gu;

/** The year whose figures the report says that it states; null where it names none, or several. */
export function statisticsYear(text: string): number | null {
  const years = new Set<number>();
  for (const [, from, to = from] of squeeze(text).matchAll(PERIOD)) if (from === to) years.add(Number(from));
  const [year] = years;
  return years.size === 1 && year !== undefined ? year : null;
}
