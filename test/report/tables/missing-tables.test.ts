import { describe, expect, it } from 'vitest';
import { readTextual } from '../../../src/document/textual.js';
import { loadEditions } from '../../../src/report/edition/editions.js';
import { recognise } from '../../../src/report/recognise.js';

const editions = loadEditions().all;

function reportWith(tables: string, year = 2023) {
  const page = `<html><body><h1>平湖市档案局${year}年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>工作有序。</p><p>二、主动公开政府信息情况</p>${tables}<p>五、存在的主要问题及改进情况</p><p>不够深。</p></body></html>`;
  const { report, findings } = recognise(readTextual(Buffer.from(page)), editions);
  return { report, missing: findings.filter(({ rule }) => rule === 'form.no_tables') };
}

describe('a report on 2019 or later without tables', () => {
  it('says that it has none', () => {
    const { report, missing } = reportWith('<p>详见附件。</p>');
    expect(report).toMatchObject({ edition: null, figures: [] });
    expect(missing).toMatchObject([
      { severity: 'error', message: expect.stringContaining('has no statutory tables:') },
    ]);
  });

  it('says that pictures stand there, unless they are too small to show a table', () => {
    expect(reportWith('<p><img src="a.jpg"></p>').missing).toMatchObject([
      { message: expect.stringContaining('1 picture(s) stand in it, which may show them') },
    ]);
    expect(reportWith('<p><img src="a.gif" width="16" height="16"></p>').missing).toMatchObject([
      { message: expect.not.stringContaining('picture') },
    ]);
  });

  it('keeps the form that labels in the text name, with all its figures missing', () => {
    const { report, missing } = reportWith('<p>信息内容本年制发件数本年废止件数现行有效件数规章0002</p>');
    expect(report.edition).toBe('2021');
    expect(new Set(report.figures.map(({ reason }) => reason))).toEqual(new Set(['absent']));
    expect(missing).toMatchObject([{ message: expect.stringContaining('3 labels of the form of 2021') }]);
  });

  it('is no fault of a report on an earlier year', () => {
    expect(reportWith('<p>详见附件。</p>', 2016).missing).toEqual([]);
  });
});
