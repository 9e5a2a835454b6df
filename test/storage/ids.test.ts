import { describe, expect, it } from 'vitest';
import { type RunId, toRunId } from '../../storage/contract/run-id.js';
import { type ReportId, toReportId, toVersionId } from '../../storage/sqlite/ids.js';

describe('the number of a row', () => {
  it('is one of a table that an insert gave', () => {
    expect(toReportId({ lastInsertRowid: 7n })).toBe(7);
    expect(() => toReportId({ lastInsertRowid: 0 })).toThrow();
  });

  it('of one table is not that of another: it does not compile', () => {
    // @ts-expect-error a version is no report
    const report: ReportId = toVersionId({ lastInsertRowid: 7 });
    expect(report).toBe(7);
  });
});

describe('the number of a run', () => {
  it('is 1 or more', () => {
    expect(toRunId(1n)).toBe(1);
    expect(() => toRunId(0)).toThrow();
  });

  it('is no bare number: it does not compile', () => {
    // @ts-expect-error a number that was not parsed
    const run: RunId = 7;
    expect(run).toBe(7);
  });
});
