import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/document/model.js';
import { readDocx } from '../../../../src/document/word/docx/read-docx.js';
import { cutFile, cutParts, outcomes } from '../../cut-parts.js';
import { report, wrongFigures } from '../../layout/drawn-report.js';
import { reportAsDocx } from './report.js';

const REPORT = report(2023);
/** What the text comes from; the other parts are never opened. */
const USED =
  /^(?:_rels\/\.rels|docProps\/core\.xml|word\/(?:_rels\/document\.xml\.rels|(?:document|styles|numbering)\.xml))/;

const read = (bytes: Uint8Array) => readDocx(bytes, DEFAULT_LIMITS);

describe('a Word file', () => {
  let whole: Uint8Array;
  beforeAll(async () => {
    whole = await reportAsDocx(REPORT);
  });

  it('has every figure while it is whole', () => {
    expect(wrongFigures(read(whole), REPORT)).toEqual([]);
  });

  it('is refused at every tenth of each part that its text comes from', () => {
    const found = outcomes(cutParts(whole), whole, read);
    expect([...found.keys()].filter((what) => USED.test(what))).toHaveLength(60);
    for (const [what, outcome] of found) {
      expect([what, outcome]).toEqual([what, USED.test(what) ? 'damaged' : 'whole']);
    }
  });

  it('is refused at every tenth of itself', () => {
    for (const [what, outcome] of outcomes(cutFile(whole), whole, read)) {
      expect([what, outcome]).toEqual([what, 'damaged']);
    }
  });
});
