import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Derived, derive } from '../../src/harvest/derive/derive.js';
import { EDITIONS } from './helpers.js';

/** Published reports as text, each with its true figures; they are no part of the repository. */
const CORPUS = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

interface Truth {
  readonly file: string;
  readonly agency: string | null;
  readonly year: number;
  readonly edition: string;
  readonly figures: Readonly<Record<string, number | null>>;
  readonly claims: readonly { readonly indicator: string; readonly value: number }[];
  readonly expected_findings: readonly { readonly rule: string; readonly indicators: readonly string[] }[];
}

const present = existsSync(CORPUS);
const truths: readonly Truth[] = present
  ? readdirSync(CORPUS)
      .filter((name) => name.endsWith('.truth.json'))
      .map((name): Truth => JSON.parse(readFileSync(CORPUS + name, 'utf8')))
  : [];

describe.runIf(present)('five published reports', () => {
  describe.each(truths.map((truth) => [truth.file, truth] as const))('%s', (file, truth) => {
    let report: Derived['report'];
    let findings: Derived['findings'];
    beforeAll(async () => {
      ({ report, findings } = await derive(readFileSync(CORPUS + file), EDITIONS));
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
