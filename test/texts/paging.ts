/** Tables that go on on other pages. */
import { pick, type Random } from '../formats/chance.js';

export interface Paging {
  /** The head is printed again on each page. */
  readonly repeatsHead: boolean;
  /** Each page begins at another column, at most so far to the right. */
  readonly shift: number;
  /** Whether a form feed says where a page begins. */
  readonly hasFormFeeds: boolean;
  /** 「续表」 above what goes on, and the sums of the page below it. */
  readonly isContinued: boolean;
}

export const PLAIN_PAGING: Paging = {
  repeatsHead: false,
  shift: 0,
  hasFormFeeds: true,
  isContinued: false,
};

/** What stands at the foot of a page: most often its number. */
export function footOf(page: number, random: Random): string[] {
  if (random.next() < 0.3) return [];
  const foot = pick(random, [`- ${page} -`, `${page}`, `第 ${page} 页 共 9 页`, `— ${page} —`, `${page}/9`]);
  return ['', ' '.repeat(random.between(0, 40)) + foot];
}

/** What stands at the head of a page: sometimes the name of the document. */
export function headOf(agency: string, year: number, random: Random): string[] {
  return random.next() < 0.4 ? [`${agency}${year}年度报告`] : [];
}
