import { describe, expect, it } from 'vitest';
import type { Document, DocumentIssue } from '../../../src/document/model.js';
import { recognise } from '../../../src/report/recognise.js';
import { labelledRows } from '../../../src/report/tables/labelled-rows.js';
import { settleLabels } from '../../../src/report/tables/recognised-labels.js';
import { documentOf, EDITIONS } from '../helpers.js';

const TABLE =
  '<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>' +
  '<tr><td>行政规范性文件</td><td>3</td><td>1</td><td>7</td></tr></table>';

function figures(from: string, to: string, recognised: boolean) {
  const written = documentOf(TABLE.replace(from, to));
  const issues: DocumentIssue[] = recognised ? [{ code: 'recognised', message: 'a scan' }] : [];
  const document: Document = { ...written, issues };
  const { report, findings } = recognise(document, EDITIONS.all);
  const value = (column: string) =>
    report.figures.find(({ indicator }) => indicator === `proactive.normative.${column}`)?.value;
  return {
    values: ['issued', 'repealed', 'in_force'].map(value),
    drifts: findings.filter(({ rule }) => rule === 'form.label_drift').map(({ message }) => message),
  };
}

describe('a label of a scan', () => {
  it('with one misread character is the one that it can only mean, and a finding says so', () => {
    const { values, drifts } = figures('行政规范性文件', '行攻规范性文件', true);
    expect(values).toEqual([3, 1, 7]);
    expect(drifts).toEqual(['「行攻规范性文件」, as it was recognised, was read as 「行政规范性文件」']);
  });

  it.each([
    ['that lies between two labels', '本年制止件数'],
    ['whose misread character turns its sense round', '上年制发件数'],
    ['that is too short to be told by half', '规草'],
  ])('%s is none of them', (_what, text) => {
    const rows = labelledRows(documentOf(TABLE.replace('本年制发件数', text)).blocks);
    expect(settleLabels(rows, EDITIONS.all)).toEqual({ rows, findings: [] });
  });

  it('is taken as it stands in a document that was not recognised', () => {
    expect(figures('本年制发件数', '本年别发件数', false).drifts).toEqual([]);
  });
});
