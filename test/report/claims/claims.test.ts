import { describe, expect, it } from 'vitest';
import { readClaims } from '../../../src/report/claims/claims.js';
import { readFeeClaim } from '../../../src/report/claims/fee-claim.js';
import type { Section } from '../../../src/report/model.js';
import { edition } from '../helpers.js';

const FORM = edition('2021');
const ABOUT = { agency: '甲市乙局', year: 2023, kind: 'own' } as const;

/** The claims of a text as part （二） of section 一, by indicator. */
function claimed(text: string, form = FORM): Record<string, number> {
  return Object.fromEntries(
    claims(
      `（一）主动公开\n全年发布信息384条。\n（二）依申请公开\n${text}\n（三）政府信息管理\n已加强。`,
      form,
    ),
  );
}

function claims(overview: string, form = FORM): [string, number][] {
  const sections: Section[] = [{ number: 1, heading: '一、总体情况', text: overview }];
  return readClaims(sections, form, ABOUT).map((claim) => [claim.indicator, claim.value]);
}

const NEW = 'requests.new.total';
const CARRIED_IN = 'requests.carried_in.total';
const HANDLED = 'requests.handled_total.total';
const CARRIED_OUT = 'requests.carried_out.total';
const REVIEW = 'disputes.review.total';
const SUITS = 'disputes.suit_direct.total+disputes.suit_after_review.total';

describe('numbers come in every spelling', () => {
  it.each([
    ['收到政府信息公开申请3件。', 3],
    ['共收到政府信息公开申请 3 件。', 3],
    ['收到申请3项。', 3],
    ['收到依申请公开件三件。', 3],
    ['受理政府信息公开申请1,137件。', 1137],
    ['受理政府信息公开申请１，１３７件。', 1137],
    ['收到3件政府信息公开申请。', 3],
    ['收到申请人提交的政府信息公开申请3件。', 3],
    ['收到公民、法人和其他组织的政府信息公开申请3件。', 3],
    ['本年新收到政府信息公开申请十二件。', 12],
    ['通过各种渠道共收到申请24件，其中网上申请8件。', 24],
    ['收到依申请公开申请事项0件。', 0],
    ['未收到政府信息公开申请。', 0],
    ['全年没有收到依申请公开事项。', 0],
  ])('%s', (text, value) => {
    expect(claimed(text)).toMatchObject({ [NEW]: value });
  });
});

describe('the flow of requests', () => {
  it.each([
    ['上年结转2件。', CARRIED_IN, 2],
    ['收到申请5件（含上年度结转2件）。', CARRIED_IN, 2],
    ['办结政府信息公开申请24件。', HANDLED, 24],
    ['收到申请24件，已全部答复24件。', HANDLED, 24],
    ['已处理完成2件。', HANDLED, 2],
    ['结转下年度继续办理2件。', CARRIED_OUT, 2],
    ['顺延至下年度1件。', CARRIED_OUT, 1],
    ['予以公开12件、部分公开3件。', 'requests.granted.total', 12],
    ['予以公开12件、部分公开3件。', 'requests.partial.total', 3],
    ['本机关不掌握相关政府信息8件。', 'requests.unavailable.not_held.total', 8],
    ['重复申请2件。', 'requests.rejected.repeated.total', 2],
  ])('%s', (text, indicator, value) => {
    expect(claimed(text)).toMatchObject({ [indicator]: value });
  });

  it.each([
    ['不予公开3件。', 'requests.refused.', 8, 3],
    ['无法提供4件。', 'requests.unavailable.', 3, 4],
    ['不予处理5件。', 'requests.rejected.', 5, 5],
    ['其他处理2件。', 'requests.other.', 3, 2],
  ])('%s counts the whole group', (text, prefix, rows, value) => {
    const sections: Section[] = [{ number: 1, heading: '', text: `（二）依申请公开\n${text}` }];
    const [claim] = readClaims(sections, FORM, ABOUT);
    expect(claim).toMatchObject({ value });
    expect(claim?.readings[0]).toHaveLength(rows);
    expect(claim?.readings[0]?.every((id) => id.startsWith(prefix) && id.endsWith('.total'))).toBe(true);
  });

  it('「其他处理」 is one row on the form of 2019', () => {
    expect(claimed('其他处理2件。', edition('2019'))).toEqual({ 'requests.other.total.total': 2 });
  });
});

describe('a total that may or may not hold what was carried over', () => {
  const readings = (text: string): number | undefined => {
    const sections: Section[] = [{ number: 1, heading: '', text: `（二）依申请公开\n${text}` }];
    return readClaims(sections, FORM, ABOUT).find((c) => c.indicator === NEW)?.readings.length;
  };
  it.each([
    ['收到申请5件（含上年结转2件）。', 2],
    ['收到申请5件，其中2022年结转2件。', 2],
    ['收到申请5件，上年度结转2件。', 2],
    ['收到申请5件。', 1],
    ['收到申请5件，结转下年度2件。', 1],
    ['收到申请5件，去年为3件。', 1],
  ])('%s has %d readings', (text, count) => {
    expect(readings(text)).toBe(count);
  });
});

describe('reviews and suits', () => {
  it.each([
    ['行政复议1件，行政诉讼2件。', { [REVIEW]: 1, [SUITS]: 2 }],
    ['其中行政复议 1 项，未发生行政诉讼事项。', { [REVIEW]: 1, [SUITS]: 0 }],
    ['因政府信息公开被申请行政复议案件3件。', { [REVIEW]: 3 }],
    ['未发生针对政府信息公开事务的行政复议、行政诉讼。', { [REVIEW]: 0, [SUITS]: 0 }],
    ['没有因政府信息公开引起的行政诉讼。', { [SUITS]: 0 }],
    ['无行政复议。', { [REVIEW]: 0 }],
    ['未经复议直接提起行政诉讼2件。', {}],
    ['未经行政复议直接起诉2件。', {}],
    ['全年审理行政复议120件。', {}],
    ['受理行政复议申请3件。', {}],
  ])('%s', (text, expected) => {
    expect(claimed(text)).toEqual(expected);
  });
});

describe('these are no claims', () => {
  it.each([
    '均在20个工作日内予以答复。',
    '答复网民留言500件。',
    '回复市长信箱来信32件。',
    '收到投诉举报12件。',
    '收到行政复议申请2件。',
    '通过网络渠道收到申请8件。',
    '收到自然人申请5件。',
    '收到申请较上年增加3件。',
    '收到申请同比下降5件。',
    '未办结3件。',
    '尚未答复2件。',
    '未按期答复1件。',
    '按期答复20件，延期答复4件。',
    '答复予以公开以外的事项。',
    '不予受理2件。',
    '收到申请人补正材料3份。',
    '未收到申请人补正材料。',
    '答复率100%。',
    '收到申请20余件。',
  ])('%s', (text) => {
    expect(claimed(text)).toEqual({});
  });

  it('a result within another word or pair of words', () => {
    expect(claimed('不予以公开3件。')).not.toHaveProperty('requests.granted.total');
    expect(claimed('予以公开或部分公开12件。')).not.toHaveProperty('requests.partial.total');
  });

  it('numbers of other parts of the section', () => {
    const text =
      '（一）主动公开\n收到申请99件，答复群众500件。\n（二）依申请公开\n收到申请3件。\n（五）监督保障\n行政复议7件。';
    expect(claims(text)).toEqual([[NEW, 3]]);
  });

  it('sentences on other things where the section has no parts', () => {
    expect(claims('主动公开政府信息384条，予以公开200条。行政复议12件。共收到信息公开申请4件。')).toEqual([
      [NEW, 4],
    ]);
  });
});

describe('the processing fee of section 六, in 元', () => {
  it.each([
    ['本年度未收取信息处理费。', 0],
    ['未发出收费通知，未向任何单位或个人收取信息处理费。', 0],
    ['收取信息处理费为0，无其他需要报告的事项。', 0],
    ['信息处理费情况：本年度未收取。', 0],
    ['本年度收取信息处理费3940元。', 3940],
    ['发出收费通知2件，共收取信息处理费3,940.50元。', 3940.5],
    ['信息处理费总金额为0.394万元。', 3940],
    ['根据《办法》（国办函〔2020〕109号）规定，收取信息处理费100元。', 100],
    ['根据信息处理费管理办法（国办函〔2020〕109号），未收取信息处理费。', 0],
    ['信息处理费标准为每页10元，本年度未收取信息处理费。', 0],
    ['减免信息处理费100元。', null],
    ['无其他需要报告的事项。', null],
    ['行政事业性收费251000元。', null],
  ])('%s', (text, value) => {
    expect(readFeeClaim(text, 2023)?.value ?? null).toBe(value);
  });
});

describe('a sentence may count something else', () => {
  const counted = (text: string) => claimed(text);
  it.each([
    ['another year', '2022年共收到政府信息公开申请7件。', NEW],
    ['another year, said without its number', '去年收到政府信息公开申请7件。', NEW],
    ['another channel', '办理热线900件，办结900件。', HANDLED],
    ['an outcome that did not occur', '全年未发生因公开工作被行政复议纠错或行政诉讼败诉情形。', REVIEW],
    ['an outcome that did not occur', '全年未发生因公开工作被行政复议纠错或行政诉讼败诉情形。', SUITS],
    ['both kinds of disputes', '涉行政复议、行政诉讼案件6件。', SUITS],
    ['answers of those carried over', '转下一年度办理答复1件。', HANDLED],
    ['answers of one kind', '予以公开答复12件。', HANDLED],
  ])('%s: %s', (_, text, indicator) => {
    expect(counted(text)).not.toHaveProperty([indicator]);
  });

  it.each([
    ['2022年收到政府信息公开申请7件，2023年收到政府信息公开申请20件。', NEW, 20],
    ['办理热线900件；办结政府信息公开申请20件。', HANDLED, 20],
    ['涉行政复议、行政诉讼案件6件。', `${REVIEW}+${SUITS}`, 6],
    ['没有被申请行政复议。', REVIEW, 0],
  ])('and still says its own: %s', (text, indicator, value) => {
    expect(counted(text)).toMatchObject({ [indicator]: value });
  });
});
