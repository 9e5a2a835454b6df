import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/document/model.js';
import { readDocx } from '../../../../src/document/word/docx/read-docx.js';
import { reportDocx } from '../../../../src/simulation/attachments/docx.js';
import { outline } from '../../helpers.js';
import { QUIRKS, quirksDocx } from '../binary/quirks.js';
import { expectReport, REPORTS } from '../binary/reports.js';
import { asDocument } from './helpers.js';
import { reportAsDocx } from './report.js';

const read = (bytes: Uint8Array) => asDocument(readDocx(bytes, DEFAULT_LIMITS));

describe.each(REPORTS)('A report of $year as a Word file', (report) => {
  test('gives every figure, where a program wrote it with spans and generated numbers', async () => {
    expectReport(read(await reportAsDocx(report)), report);
  });

  test('gives every figure, where it is no more than paragraphs and tables', () => {
    expectReport(read(reportDocx(report, '')), report);
  });

  test('says what its title is', async () => {
    expect(read(await reportAsDocx(report)).meta.title).toBe(report.title);
  });
});

test('A file full of oddities says what a reader of it would see', () => {
  expect(outline(read(quirksDocx()))).toEqual(QUIRKS);
});
