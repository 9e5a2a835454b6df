import { editionInForce } from '../report/edition/editions.js';
import type { Check, CheckResult } from './check.js';

/** The edition used is the one in force for that year (国办公开办函〔2019〕60号, 〔2021〕30号). */
export const editionYear: Check = {
  id: 'form.edition_year',
  run({ report, edition, editions }) {
    if (edition === null || report.year === null) return [];
    const inForce = editionInForce(editions, report.year);
    if (inForce === undefined) return [];
    const message = `the report of ${report.year} uses the form of ${edition.id} (${edition.notice}); in force is that of ${inForce.id}`;
    const verdict = inForce.id === edition.id ? 'pass' : 'fail';
    return [{ rule: 'form.edition_year', severity: 'error', verdict, indicators: [], message }];
  },
};

/** All six statutory sections are there. */
export const sectionMissing: Check = {
  id: 'form.section_missing',
  run({ report, edition }) {
    return (edition?.sections ?? []).map((section): CheckResult => {
      const there = report.sections.some((s) => s.number === section.number);
      const message = `section ${section.number} 「${section.zh}」 ${there ? 'is there' : 'is absent'}`;
      return {
        rule: 'form.section_missing',
        severity: 'error',
        verdict: there ? 'pass' : 'fail',
        indicators: [],
        message,
      };
    });
  },
};

/** Sections that must say something in words say it. */
export const sectionEmpty: Check = {
  id: 'prose.section_empty',
  run({ report, edition }) {
    return (edition?.sections ?? []).flatMap((spec): CheckResult[] => {
      const section = report.sections.find((s) => s.number === spec.number);
      if (section === undefined || spec.minimum === undefined) return [];
      const length = section.text.replace(/[\s\p{P}]+/gu, '').length;
      const message = `section ${spec.number} 「${spec.zh}」 says ${length} characters, at least ${spec.minimum} are expected`;
      const verdict = length >= spec.minimum ? 'pass' : 'fail';
      return [{ rule: 'prose.section_empty', severity: 'error', verdict, indicators: [], message }];
    });
  },
};
