import type { Finding } from '../report/model.js';

const WORST_FIRST = ['error', 'warning', 'info'];

/** Findings, the worst first, one a line. */
export function showFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'findings: none';
  const sorted = [...findings].sort(
    (a, b) => WORST_FIRST.indexOf(a.severity) - WORST_FIRST.indexOf(b.severity),
  );
  return ['findings:', ...sorted.map((f) => `  ${f.severity.padEnd(7)}  ${f.rule}  ${f.message}`)].join('\n');
}
