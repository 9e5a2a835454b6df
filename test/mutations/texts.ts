/** What people type into a cell beside the number, or in its place. */
import { pick } from '../formats/chance.js';
import { ALL, type FormatId, type Kind } from './kind.js';
import { type Page, type Says, UNCLEAR } from './page.js';

const MOST = 6;
/** Superscripts and the like for digits 0 to 9. */
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉';
const WIDE = '０１２３４５６７８９';
const CHINESE = '〇一二三四五六七八九';
const CIRCLED = ['①', '②', '③', '⑩', '❶', '⑴', '⒈', '㈠', '㊀', '⓪'];

interface Typed {
  readonly id: string;
  /** Which values it is tried with. */
  readonly of?: (value: number) => boolean;
  readonly text: (value: number, page: Page) => string;
  /** By default the page says the number itself, with or without a mark. */
  readonly says?: (value: number) => Says;
}

const digits = (text: string, by: string): string =>
  text.replace(/\d/g, (digit) => by[Number(digit)] ?? digit);
const grouped = (value: number, by: string): string =>
  String(value).replace(/\d(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, `$&${by}`);
const overlaid = (text: string): string => [...text].map((digit) => `${digit}\u0336`).join('');
const isWhole = (value: number): boolean => Number.isInteger(value);
const isLarge = (value: number): boolean => value >= 1000;
const isTwoDigits = (value: number): boolean => isWhole(value) && value >= 10 && value < 100;
const unclear = (): Says => UNCLEAR;
const among = (page: Page, list: readonly string[]): string => pick(page.random, list);

const TYPED: readonly Typed[] = [
  { id: 'a circled mark behind', text: (value, page) => `${value}${among(page, CIRCLED)}` },
  { id: 'a circled mark before', text: (value, page) => `${among(page, CIRCLED)}${value}` },
  { id: 'a superscript behind', text: (value, page) => `${value}${among(page, [...RAISED])}` },
  { id: 'a superscript before', text: (value, page) => `${among(page, [...RAISED])}${value}` },
  { id: 'a subscript behind', text: (value, page) => `${value}${among(page, [...LOWERED])}` },
  {
    id: 'a star or dagger',
    text: (value, page) => `${value}${among(page, ['*', '**', '※', '†', '＊', '★'])}`,
  },
  {
    id: 'a mark in brackets',
    text: (value, page) => `${value}${among(page, ['[1]', '［2］', '〔1〕', '【注1】'])}`,
  },
  { id: 'a mark alone', text: (_, page) => among(page, [...CIRCLED, ...RAISED, ...LOWERED]), says: unclear },
  {
    id: 'struck by an overlay',
    text: (value, page) => `${overlaid(String(page.random.between(1, 99)))}${value}`,
  },
  { id: 'struck by tildes', text: (value, page) => `~~${page.random.between(1, 99)}~~${value}` },
  {
    id: 'a remark behind',
    text: (value, page) =>
      `${value}${among(page, ['（其中修订16件）', '(含重复3件)', '（见注2）', ' （上年为25）', '(2021年)', '【其中2件为转办】'])}`,
  },
  {
    id: 'a remark before',
    text: (value, page) => `${among(page, ['（含转办3件）', '(其中：2)', '共'])}${value}`,
  },
  {
    id: 'a unit',
    text: (value, page) => `${value}${among(page, ['件', '个', ' 件', '项', '条'])}`,
    of: isWhole,
  },
  { id: 'thousands', text: (value, page) => grouped(value, among(page, [',', '，'])), of: isLarge },
  {
    id: 'thousands by blanks',
    text: (value, page) => grouped(value, among(page, [' ', '\u00a0', '\u2009', '\u202f'])),
    of: isLarge,
  },
  {
    id: 'thousands misplaced',
    text: (value) => String(value).replace(/^(\d+)(\d{2})/, '$1,$2'),
    of: (value) => isWhole(value) && value >= 100,
    says: unclear,
  },
  {
    id: 'digits apart',
    text: (value, page) => [...String(value)].join(among(page, [' ', '  ', '\u3000', '/', '-', '~', '、'])),
    of: isTwoDigits,
    says: unclear,
  },
  {
    id: 'two numbers',
    text: (value, page) =>
      `${value}${among(page, [' ', '/', '、', '-', '；', '\u3000'])}${page.random.between(1, 99)}`,
    says: unclear,
  },
  { id: 'wide digits', text: (value) => digits(String(value), WIDE) },
  {
    id: 'wide digits in part',
    text: (value) => String(value).replace(/\d$/, (digit) => digits(digit, WIDE)),
  },
  { id: 'raised digits alone', text: (value) => digits(String(value), RAISED), of: isWhole, says: unclear },
  {
    id: 'Chinese digits side by side',
    text: (value) => digits(String(value), CHINESE),
    of: isTwoDigits,
    says: unclear,
  },
  {
    id: 'a letter for a digit',
    text: (value, page) => `${value}${among(page, ['O', 'o', 'l', 'I', 'B', 'S'])}`,
    says: unclear,
  },
  {
    id: 'a range or a bound',
    text: (value, page) => `${among(page, ['≥', '>', '约', '<', '近', '±', '不足'])}${value}`,
    says: unclear,
  },
  { id: 'a share', text: (value, page) => `${value}${among(page, ['%', '％', '‰', '倍'])}`, says: unclear },
  {
    id: 'a fraction',
    text: (value, page) => `${value}${among(page, ['½', '¼', '⅓', '又1/2'])}`,
    says: unclear,
  },
  {
    id: 'other scripts',
    text: (value, page) => `${value}${among(page, ['٣', '३', '𝟑', '🄋', '３⃣'])}`,
    says: unclear,
  },
  { id: 'a roman numeral', text: (_, page) => among(page, ['Ⅻ', 'Ⅲ', 'ⅷ', 'XII']), says: unclear },
  { id: 'the number of another column', text: (value, page) => `${value}（${page.random.between(1, 99)}）` },
];

function typed({ id, of, text, says }: Typed): Kind {
  const formats: readonly FormatId[] = ALL;
  return {
    id,
    formats,
    mutate: (page) => {
      for (const spot of page.some(MOST, of)) {
        const value = page.value(spot);
        const indicator = page.indicator(spot);
        page.setCell(spot, { text: text(value, page) });
        if (says !== undefined) page.say(indicator, says(value));
      }
    },
  };
}

/** The one figure that is an amount. */
const AMOUNT: Kind = {
  id: 'an amount with its unit',
  formats: ALL,
  mutate: (page) => {
    for (const spot of page.spots(({ indicator }) => indicator === 'proactive.fees.amount')) {
      const value = page.value(spot);
      const inYuan = Math.round(value * 10_000);
      const texts = [`￥${value}万元`, `${value}万元`, `${inYuan}元`, `${value} 万元`, `¥${inYuan}元`];
      page.setCell(spot, { text: pick(page.random, texts) });
    }
  },
};

/** A number in two lines of its cell is one or two. */
const BROKEN: Kind = {
  id: 'a number in two lines',
  formats: ['html', 'docx', 'pdf'],
  mutate: (page) => {
    for (const spot of page.some(MOST, isTwoDigits)) {
      page.say(page.indicator(spot), UNCLEAR);
      page.setCell(spot, { text: [...String(page.value(spot))].join('\n') });
    }
  },
};

/** What is no number at all. */
const WORDS: Kind = {
  id: 'words for a number',
  formats: ALL,
  mutate: (page) => {
    for (const spot of page.some(MOST)) {
      page.say(page.indicator(spot), UNCLEAR);
      page.setCell(spot, {
        text: pick(page.random, ['见附件2', '详见附表3', '第1条', '2022年', '同上', '？', '待核5']),
      });
    }
  },
};

export const TEXT_KINDS: readonly Kind[] = [...TYPED.map(typed), AMOUNT, BROKEN, WORDS];
