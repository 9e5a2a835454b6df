import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { runChecks } from '../../../src/checks/run-checks.js';
import { readClaims } from '../../../src/report/claims/claims.js';
import type { Edition } from '../../../src/report/edition/edition.js';
import type { Claim, Figure, IndicatorId, Report, Section } from '../../../src/report/model.js';
import { EDITIONS, edition } from '../helpers.js';

/**
 * The sentences of sentences.yaml, read as prose of a report and checked against its tables.
 */

const entry = z.union([
  z.string().transform((text) => ({ text, report: 'busy', under: '依申请公开' })),
  z.strictObject({
    text: z.string(),
    report: z.string().default('busy'),
    under: z.string().default('依申请公开'),
  }),
]);
const file = z.strictObject({
  shapes: z.record(z.string(), z.array(entry)),
  reports: z.record(z.string(), z.record(z.string(), z.number())),
});

const FORM = edition('2021');
const DATA = file.parse(parse(readFileSync(new URL('sentences.yaml', import.meta.url), 'utf8')));

const GROUPS = ['refused', 'unavailable', 'rejected', 'other'];
const REQUEST_TOTALS = (prefix: string): readonly IndicatorId[] =>
  FORM.indicators.map((i) => i.id).filter((id) => id.startsWith(prefix) && id.endsWith('.total'));
/** The quantities that marks name, as sums of indicators. */
const QUANTITIES: Readonly<Record<string, readonly IndicatorId[]>> = {
  new: ['requests.new.total'],
  carried_in: ['requests.carried_in.total'],
  carried_out: ['requests.carried_out.total'],
  handled: ['requests.handled_total.total'],
  granted: ['requests.granted.total'],
  partial: ['requests.partial.total'],
  ...Object.fromEntries(GROUPS.map((group) => [group, REQUEST_TOTALS(`requests.${group}.`)])),
  review: ['disputes.review.total'],
  suit: ['disputes.suit_direct.total', 'disputes.suit_after_review.total'],
  fee: ['processing_fee.amount'],
};

/** What a marked number of a sentence says. */
export interface Meant {
  /** What it may count, each a sorted sum of indicators. */
  readonly readings: readonly string[];
  readonly value: number;
  readonly optional: boolean;
}

export interface Sentence {
  readonly shape: string;
  readonly text: string;
  readonly report: string;
  readonly under: string;
  readonly meant: readonly Meant[];
  /** The same sentence made untrue, once for each mark, in the marks' order. */
  readonly untrue: readonly { readonly text: string; readonly report: string }[];
}

const MARK = /<([\w.+|]+)=(\d+)(\?)?(?::([^:>]*))?(?::([^>]*))?>/gu;

export const SENTENCES: readonly Sentence[] = Object.entries(DATA.shapes).flatMap(([shape, entries]) =>
  entries.map((one) => sentenceOf(shape, one)),
);

function sentenceOf(shape: string, { text, report, under }: z.infer<typeof entry>): Sentence {
  const marks = [...text.matchAll(MARK)].map(
    ([whole, quantities = '', digits = '', optional, words, other]) => {
      const value = Number(digits);
      return { whole, quantities, value, optional: optional !== undefined, words: words ?? digits, other };
    },
  );
  const written = text.replace(
    MARK,
    (_, _quantities, digits: string, _optional, words?: string) => words ?? digits,
  );
  return {
    shape,
    report,
    under,
    text: written,
    meant: marks.map(({ quantities, value, optional }) => ({
      readings: quantities
        .split('|')
        .map((sum) => asSum(sum.split('+').flatMap((name) => QUANTITIES[name] ?? [name]))),
      value,
      optional,
    })),
    untrue: marks.map((mark) => {
      const denial = mark.words !== String(mark.value) && mark.other === undefined;
      if (denial) return { text: written, report: report === 'busy' ? 'quiet' : 'busy' };
      const wrong = mark.other ?? String(mark.value + 58);
      let seen = false;
      const changed = text.replace(MARK, (whole, _quantities, digits: string, _optional, words?: string) => {
        if (seen || whole !== mark.whole) return words ?? digits;
        seen = true;
        return wrong;
      });
      return { text: changed, report };
    }),
  };
}

export function asSum(ids: readonly IndicatorId[]): string {
  return [...ids].sort().join('+');
}

/** Section 一 with its parts under their headings, and without them. */
export const PARTED = [
  ['in a section with parts', true],
  ['in a section without parts', false],
] as const;

const PARTS = ['主动公开', '依申请公开', '政府信息管理', '平台建设', '监督保障'];

/** The sections of a report with the sentence below its heading; parts of section 一 only where they are asked for. */
function sectionsWith(text: string, under: string, parted = true): Section[] {
  const overview = parted
    ? PARTS.map(
        (part, i) => `（${'一二三四五'[i]}）${part}\n${part === under ? text : '各项工作平稳推进。'}`,
      ).join('\n')
    : PARTS.includes(under)
      ? text
      : '各项工作平稳推进。';
  return FORM.sections.map(({ number, zh }) => ({
    number,
    heading: zh,
    text: number === 1 ? overview : zh === under ? text : '各项工作平稳推进。',
  }));
}

export function claimsOf(text: string, under: string, parted = true): readonly Claim[] {
  return readClaims(sectionsWith(text, under, parted), FORM, { agency: '甲市乙局', year: 2023, kind: 'own' });
}

/** The claims that contradict the tables of a report. */
export function contradictions(claims: readonly Claim[], report: string): string[] {
  return runChecks(reportWith(claims, FORM, DATA.reports[report] ?? {}), EDITIONS.all)
    .filter((result) => result.rule.startsWith('narrative.') && result.verdict === 'fail')
    .map((result) => result.message);
}

function reportWith(
  claims: readonly Claim[],
  form: Edition,
  totals: Readonly<Record<string, number>>,
): Report {
  const figures = form.indicators.map(({ id }): Figure => {
    const value = totals[id] ?? totals[id.replace(/\.total$/u, '')] ?? 0;
    return { indicator: id, value, reason: null, raw: String(value), locator: null };
  });
  return {
    title: '甲市乙局2023年政府信息公开工作年度报告',
    agency: '甲市乙局',
    year: 2023,
    kind: 'own',
    edition: form.id,
    published: '2024-01-20',
    sections: [],
    figures,
    claims,
  };
}
