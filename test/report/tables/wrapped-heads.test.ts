import { describe, expect, it } from 'vitest';
import { recogniseText, valuesOf } from '../helpers.js';

const TITLE = '甲市乙局2023年政府信息公开工作年度报告';
const NEW = '一、本年新收政府信息公开申请数量';
const CARRIED_IN = '二、上年结转政府信息公开申请数量';

/** The figures of 「本年新收」 in a text with these heads. */
function read(...heads: readonly string[]): (number | string | undefined)[] {
  const source = [
    TITLE,
    '三、收到和处理政府信息公开申请情况',
    ...heads,
    `${NEW}    12 7 14 6 11 13 63`,
    `${CARRIED_IN}    1 2 3 4 5 6 21`,
  ].join('\n');
  const values = valuesOf(recogniseText(source));
  const applicants = [
    'natural_person',
    'business',
    'research',
    'nonprofit',
    'legal_service',
    'other_org',
    'total',
  ];
  return applicants.map((applicant) => values[`requests.new.${applicant}`]);
}

const READ = [12, 7, 14, 6, 11, 13, 63];

describe('heads that plain text tears into pieces', () => {
  it('are put together line by line', () => {
    expect(
      read(
        '（本列数据的勾稽关系为：第一项加第二    申请人情况',
        ' 项之和，等于第三项加第四项之和）',
        '                    自 法人或其他组织         总',
        '                    然                 计',
        '                    人 商 科 社会公 法律服 其',
        '                       业 研 益组织 务机构 他',
        '                       企 机',
        '                       业 构',
      ),
    ).toEqual(READ);
  });

  it('are not read in another order than that of the form', () => {
    const numbers = read(
      '                    自   总   法人或其他组织',
      '                    然   计',
      '                    人   商 科 社会公 法律服 其',
      '                       业 研 益组织 务机构 他',
      '                       企 机',
      '                       业 构',
    );
    expect(numbers.filter((value) => typeof value === 'number')).toEqual([]);
  });

  it('are not read where one of them is no head of the form', () => {
    const numbers = read(
      '                    自 法人或其他组织         总 备',
      '                    然                 计 注',
      '                    人 商 科 社会公 法律服 其',
      '                       业 研 益组织 务机构 他',
      '                       企 机',
      '                       业 构',
    );
    expect(numbers.filter((value) => typeof value === 'number')).toEqual([]);
  });

  it('are tried in so many ways and no more, however many there are', () => {
    const piece = Array.from({ length: 12 }, () => '法人或其他组织 其他 组织 其 他 自 然').join('\n');
    const many = Array.from({ length: 400 }, () => `${piece}\n行  1  2  3  4  5  6  7`);
    // without a bound, this takes hours
    expect(read(...many)).toHaveLength(7);
  });
});
