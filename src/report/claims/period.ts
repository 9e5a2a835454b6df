/**
 * The period that a sentence is about: the whole report year, another year, or a part of a year.
 */

type Time = 'this year' | 'other time' | 'plain';
interface TimePattern {
  /** Characters that it may begin with. */
  readonly starts: string;
  readonly pattern: RegExp;
  readonly sense: (match: RegExpExecArray) => { readonly role: Time };
}

const ANY_YEAR = '(?:20\\d{2}|二[〇零][〇零一二三四五六七八九]{2})';
const TO = '(?:至|到|-|－|—+|~|～)';
const NUMERAL = '(?:\\d{1,2}|[一二三四五六七八九十]{1,3})';
const CHINESE_DIGITS = '〇一二三四五六七八九';
const STARTS = `0123456789十自从截第各近两${CHINESE_DIGITS}`;

/**
 * Patterns of years, months and quarters.
 *
 * @param year the report's; if it is unknown, every year counts as the report's, because a sentence seldom names two
 */
export function timePatterns(year: number | null): readonly TimePattern[] {
  const own = year === null ? ANY_YEAR : writings(year);
  const start = `(?:自|从)?(?:${own}年)?1月1日(?:零时)?(?:起|开始)?`;
  const end = `(?:${own}年)?12月(?:31日|底|末)(?:止|为止)?`;
  const time =
    (role: Time): TimePattern['sense'] =>
    () => ({ role });
  const pattern = (source: string, role: Time): TimePattern => ({
    starts: STARTS,
    pattern: new RegExp(source, 'uy'),
    sense: time(role),
  });
  return [
    pattern(`${start}${TO}${end}(?:期间)?|(?:${own}年)?(?:1|一)(?:月份?)?${TO}(?:12|十二)月份?`, 'this year'),
    pattern(`截[至止](?:到)?(?:${end}|${own}年度?(?:年?[底末])?|本?年[底末])`, 'this year'),
    pattern(`${own}年(?:度|全年|度内|内)?`, 'this year'),
    pattern(`${ANY_YEAR}年?(?:${TO}|、)${ANY_YEAR}年(?:\\p{Script=Han}{1,2}年间)?`, 'other time'),
    pattern(`(?:截[至止])?${ANY_YEAR}年(?:度|底|末)?`, 'other time'),
    pattern(`(?:自|从)[^,]{0,30}?以来`, 'other time'),
    pattern(`(?:${ANY_YEAR}年)?(?:第?${NUMERAL}|各)(?:个?季度)`, 'other time'),
    pattern(
      `(?:截[至止])?(?:${ANY_YEAR}年)?${NUMERAL}(?:月份?)?(?:${TO}${NUMERAL})?月(?:份|底|末|初|间|中旬|上旬|下旬|${NUMERAL}日)?`,
      'other time',
    ),
    pattern(`近?(?:${NUMERAL}|两)年(?:来|间|内)`, 'other time'),
    pattern(`近(?:${NUMERAL}|两)年`, 'other time'),
    pattern(`(?:一|1)年(?:来|以来)`, 'this year'),
  ];
}

function writings(year: number): string {
  const chinese = [...String(year)].map((digit) => CHINESE_DIGITS[Number(digit)]).join('');
  return `(?:${year}|${chinese}|${chinese.replaceAll('〇', '零')})`;
}

/**
 * What was left over from the year before (「上年结转」「2022年度结转」) or for the year after (「结转下年度继续办理」).
 *
 * @param words verbs for carrying over: 结转, 顺延
 */
export function carriedPattern(
  which: 'carried_in' | 'carried_out',
  words: readonly string[],
  year: number | null,
): { readonly starts: string; readonly pattern: RegExp } {
  const verbs = `(?:${[...words].sort((a, b) => b.length - a.length).join('|')})`;
  const requests =
    '(?:的)?(?:未办结|未办理完毕|未完成)?(?:的)?(?:依申请公开|政府信息公开|信息公开)?(?:申请)?(?:件|事项)?';
  const dealt = '(?:的)?(?:继续)?(?:办理答复|办理|处理|答复|办结)?';
  const other = (delta: number): string => (year === null ? '' : `|${writings(year + delta)}年度?`);
  const before = `(?:上一?个?年度?|去年度?|往年度?|以前年度|历年${other(-1)})(?:末|底)?`;
  const after = `(?:下一?个?年度?|次年度?|明年度?|翌年${other(1)})`;
  const now = `(?:本年度?|今年|当年${other(0)})`;
  const first = words.map((word) => word[0] ?? '').join('');
  return which === 'carried_in'
    ? {
        starts: `上去往以历2二${first}`,
        pattern: new RegExp(
          `${before}${requests}(?:${verbs})(?:来|而来)?(?:(?:至|到|入)?${now}${dealt})?(?:办理)?|${verbs}自${before}`,
          'uy',
        ),
      }
    : {
        starts: `需将已${first}`,
        pattern: new RegExp(`(?:需|将|已)?${verbs}(?:至|到|入|为)?${after}${dealt}`, 'uy'),
      };
}
