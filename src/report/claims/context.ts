/**
 * What the words around a number say of it: another year's, another channel's, of both kinds of disputes together, or a
 * denial that means something else.
 */

const CLAUSES = /[,，;；:：、()（）。]/u;
/** The disclosure of information upon request. */
const DISCLOSURE = /申请|信息公开|依申请/u;
/** What offices also receive and answer. */
const OTHER_MATTER =
  /热线|12345|信访|咨询|来信|来电|留言|信箱|问政|建议|提案|议案|意见|投诉|举报|网民|工单|诉求|来访|审批|许可|证照|政务服务|网站|微信|微博/u;
/** A year that is not the one reported on, said without its number; a number carried over from it is this year's. */
const OTHER_YEAR =
  /(?:去年|上一?年度?|往年|前年|同期|上年同期)(?!\p{Script=Han}{0,3}(?:结转|转入|顺延|遗留|转接|未办|结余))/u;
const YEAR = /(?<!\d)(20\d{2})年/gu;
/** Set against another year's number. */
const COMPARED = /(?:较|比|同比|相比|对比)[^,，;；。]{0,12}$/u;

/** The clause that holds a place in a sentence, up to that place. */
export function clauseBefore(sentence: string, at: number): string {
  return sentence.slice(0, at).split(CLAUSES).at(-1) ?? '';
}

/** The rest of the clause behind a place. */
function clauseBehind(sentence: string, at: number): string {
  return sentence.slice(at).split(CLAUSES)[0] ?? '';
}

/**
 * Whether what stands at a place is told of another year than the report's: the nearest year named before it is another
 * one, or its clause says 上年 or compares.
 *
 * @param year the report's; null where it is not known, so that a sentence with two years says nothing for sure
 */
export function isOfAnotherYear(sentence: string, at: number, year: number | null): boolean {
  const clause = clauseBefore(sentence, at);
  if (OTHER_YEAR.test(clause) || COMPARED.test(clause)) return true;
  const named = [...sentence.slice(0, at).matchAll(YEAR)].map((match) => Number(match[1]));
  const nearest = named.at(-1);
  if (nearest === undefined || /本年|今年|当年|本年度/u.test(clause)) return false;
  if (year !== null) return nearest !== year;
  return new Set([...sentence.matchAll(YEAR)].map((match) => match[1])).size > 1;
}

/**
 * Whether a clause without an object of its own goes on about something else than disclosure: 「办理热线900件，办结900件」.
 *
 * @param own the clause's words around the number
 */
export function isOfAnotherMatter(sentence: string, at: number, own: string): boolean {
  if (DISCLOSURE.test(own)) return false;
  if (OTHER_MATTER.test(own)) return true;
  const clauses = sentence.slice(0, at).split(CLAUSES).slice(0, -1).reverse();
  for (const clause of clauses) {
    const disclosure = DISCLOSURE.test(clause);
    if (OTHER_MATTER.test(clause)) return true;
    if (disclosure) return false;
  }
  return false;
}

/** What came of a dispute; who denies that denies no dispute. */
const OUTCOME =
  /^[^,，;；。]{0,14}?(?:纠错|纠正|败诉|撤销|违法|变更|改判|维持|驳回|责令|确认|予以|不利|失败|支持)/u;

/** 「未发生被行政复议纠错或行政诉讼败诉情形」: there was none of that outcome, and nothing is said of how many there were. */
export function deniesOutcome(sentence: string, behind: number): boolean {
  return OUTCOME.test(sentence.slice(behind)) || /被$/u.test(clauseBehind(sentence, behind));
}
