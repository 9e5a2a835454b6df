import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Derived, derive } from '../../src/harvest/derive/derive.js';
import { ORIGINALS, PUBLISHED } from '../published.js';
import { EDITIONS } from './helpers.js';

describe('published reports', () => {
  describe.each([...PUBLISHED, ...ORIGINALS])('$name', ({ path, truth }) => {
    let report: Derived['report'];
    let findings: Derived['findings'];
    beforeAll(async () => {
      ({ report, findings } = await derive(readFileSync(path), EDITIONS));
    });

    it('is known: agency, year, edition', () => {
      expect([report.agency, report.year, report.edition]).toEqual([truth.agency, truth.year, truth.edition]);
      expect(report.kind).toBe('own');
    });

    it('has every figure as printed', () => {
      const figures = Object.fromEntries(report.figures.map((f) => [f.indicator, f.value]));
      expect(figures).toEqual(truth.figures);
    });

    it('has the claims of its prose', () => {
      const claims = report.claims.map(({ indicator, value }) => ({ indicator, value }));
      for (const { indicator, value } of truth.claims) expect(claims).toContainEqual({ indicator, value });
    });

    it('has the findings that it deserves and no other', () => {
      const found = findings.filter((f) => f.severity !== 'info');
      const named = found.map(({ rule, indicators }) => ({ rule, indicators }));
      const expected = truth.expected_findings.map(({ rule, indicators }) => ({ rule, indicators }));
      const order = (a: { rule: string }, b: { rule: string }): number => a.rule.localeCompare(b.rule);
      expect(named.sort(order)).toEqual(expected.sort(order));
    });
  });
});
