/**
 * Numbers as Word writes them in front of paragraphs, by the names of ECMA-376 part 1, 17.18.59
 * (ST_NumberFormat), which [MS-OSHARED] 2.2.1.3 (MSONFC) numbers for binary files.
 */

const DIGITS = '〇一二三四五六七八九';
const UNITS = ['', '十', '百', '千'];
const LEGAL: readonly [digits: string, units: readonly string[]] = [
  '零壹贰叁肆伍陆柒捌玖',
  ['', '拾', '佰', '仟'],
];
const LEGAL_TRADITIONAL: typeof LEGAL = ['零壹貳參肆伍陸柒捌玖', ['', '拾', '佰', '仟']];
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  none: () => '',
  bullet: () => '',
  upperRoman: roman,
  lowerRoman: (value) => roman(value).toLowerCase(),
  upperLetter: letters,
  lowerLetter: (value) => letters(value).toLowerCase(),
  ordinal,
  hex: (value) => value.toString(16).toUpperCase(),
  decimalZero: (value) => String(value).padStart(2, '0'),
  numberInDash: (value) => `- ${value} -`,
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  decimalEnclosedCircle: (value) => enclosed(value, 0x2460, 20),
  decimalEnclosedCircleChinese: (value) => enclosed(value, 0x2460, 20),
  decimalEnclosedFullstop: (value) => enclosed(value, 0x2488, 20),
  decimalEnclosedParen: (value) => enclosed(value, 0x2474, 20),
  ideographEnclosedCircle: (value) => enclosed(value, 0x3280, 10),
  ideographTraditional: (value) => oneOf(STEMS, value),
  ideographZodiac: (value) => oneOf(BRANCHES, value),
  ideographZodiacTraditional: (value) =>
    value < 1 || value > 60 ? String(value) : `${STEMS[(value - 1) % 10]}${BRANCHES[(value - 1) % 12]}`,
  ideographDigital: digitByDigit,
  japaneseDigitalTenThousand: digitByDigit,
  taiwaneseDigital: digitByDigit,
  koreanDigital2: digitByDigit,
  chineseCounting: (value) => (value < 100 ? spoken(value) : digitByDigit(value)),
  taiwaneseCounting: (value) => (value < 100 ? spoken(value) : digitByDigit(value)),
  chineseCountingThousand: spoken,
  taiwaneseCountingThousand: spoken,
  japaneseCounting: spoken,
  chineseLegalSimplified: (value) => counted(value, ...LEGAL),
  ideographLegalTraditional: (value) => counted(value, ...LEGAL_TRADITIONAL),
};

/** By MSONFC; what is not here is not used in Chinese documents and read as decimal. */
const CODES: readonly (readonly [code: number, format: string])[] = [
  [0, 'decimal'],
  [1, 'upperRoman'],
  [2, 'lowerRoman'],
  [3, 'upperLetter'],
  [4, 'lowerLetter'],
  [5, 'ordinal'],
  [8, 'hex'],
  [10, 'ideographDigital'],
  [11, 'japaneseCounting'],
  [14, 'decimalFullWidth'],
  [15, 'decimal'],
  [17, 'japaneseDigitalTenThousand'],
  [18, 'decimalEnclosedCircle'],
  [19, 'decimalFullWidth2'],
  [22, 'decimalZero'],
  [23, 'bullet'],
  [26, 'decimalEnclosedFullstop'],
  [27, 'decimalEnclosedParen'],
  [28, 'decimalEnclosedCircleChinese'],
  [29, 'ideographEnclosedCircle'],
  [30, 'ideographTraditional'],
  [31, 'ideographZodiac'],
  [32, 'ideographZodiacTraditional'],
  [33, 'taiwaneseCounting'],
  [34, 'ideographLegalTraditional'],
  [35, 'taiwaneseCountingThousand'],
  [36, 'taiwaneseDigital'],
  [37, 'chineseCounting'],
  [38, 'chineseLegalSimplified'],
  [39, 'chineseCountingThousand'],
  [43, 'koreanDigital2'],
  [57, 'numberInDash'],
  [255, 'none'],
];
const BY_CODE: ReadonlyMap<number, string> = new Map(CODES);

/** The format that a binary file numbers. */
export function formatOfCode(code: number): string {
  return BY_CODE.get(code) ?? 'decimal';
}

/** A number in a format; in one that cannot show it, or is not known, it is decimal, as in Word. */
export function numeral(format: string, value: number): string {
  return FORMATS[format]?.(value) ?? String(value);
}

function enclosed(value: number, first: number, most: number): string {
  return value >= 1 && value <= most ? String.fromCharCode(first + value - 1) : String(value);
}

function oneOf(characters: string, value: number): string {
  return characters[value - 1] ?? String(value);
}

function fullWidth(value: number): string {
  return String(value).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
}

function digitByDigit(value: number): string {
  return String(value).replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? digit);
}

/** 十, 十一, 二十, 一百零一. */
function spoken(value: number): string {
  return counted(value, DIGITS, UNITS)
    .replace(/^一十/, '十')
    .replaceAll('〇', value === 0 ? '〇' : '零');
}

function counted(value: number, digits: string, units: readonly string[]): string {
  if (value <= 0 || value > 9_999) return value === 0 ? (digits[0] ?? '0') : String(value);
  const places = [...String(value)].map(Number);
  let text = '';
  let gap = false;
  for (const [at, digit] of places.entries()) {
    if (digit === 0) gap = text !== '';
    else {
      text += `${gap ? digits[0] : ''}${digits[digit]}${units[places.length - 1 - at]}`;
      gap = false;
    }
  }
  return text;
}

function roman(value: number): string {
  if (value < 1 || value > 3_999) return String(value);
  let rest = value;
  let text = '';
  for (const [worth, sign] of ROMAN) {
    for (; rest >= worth; rest -= worth) text += sign;
  }
  return text;
}

/** A to Z, then AA, BB to ZZ, then AAA. */
function letters(value: number): string {
  if (value < 1 || value > 780) return String(value);
  return String.fromCharCode(0x41 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

function ordinal(value: number): string {
  const teen = value % 100 > 10 && value % 100 < 14;
  const ending = teen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10];
  return `${value}${ending ?? 'th'}`;
}
