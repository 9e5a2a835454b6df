import type { PathStep } from '../layout/page/ink.js';

/** How many numbers follow each operator of `AbbreviatedData`, the last two of which are a point. */
const ARGUMENTS: Readonly<Record<string, number>> = { M: 2, S: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 };

/** A path as OFD abbreviates it; what is none of its operators ends it. */
export function pathOf(data: string): PathStep[] {
  const steps: PathStep[] = [];
  const tokens = data.trim().split(/[\s,]+/);
  let at = 0;
  while (at < tokens.length) {
    const operator = tokens[at]?.toUpperCase() ?? '';
    const count = ARGUMENTS[operator];
    if (count === undefined) break;
    const x = Number(tokens[at + count - 1]);
    const y = Number(tokens[at + count]);
    at += count + 1;
    if (operator === 'C') {
      steps.push({ kind: 'close' });
      continue;
    }
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    steps.push({ kind: kindOf(operator), x, y });
  }
  return steps;
}

function kindOf(operator: string): 'move' | 'line' | 'curve' {
  if (operator === 'M' || operator === 'S') return 'move';
  return operator === 'L' ? 'line' : 'curve';
}
