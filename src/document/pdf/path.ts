import type { PathStep } from '../layout/page/ink.js';

/** How pdf.js writes paths: a code, then the points that it takes. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;

/** A path as pdf.js gives it: codes and coordinates in one array. */
export function pathSteps(data: readonly unknown[]): PathStep[] {
  const steps: PathStep[] = [];
  let at = 0;
  const point = (offset: number): { x: number; y: number } => ({
    x: Number(data[at + offset] ?? 0),
    y: Number(data[at + offset + 1] ?? 0),
  });
  while (at < data.length) {
    switch (data[at]) {
      case MOVE:
        steps.push({ kind: 'move', ...point(1) });
        at += 3;
        break;
      case LINE:
        steps.push({ kind: 'line', ...point(1) });
        at += 3;
        break;
      case CURVE:
        steps.push({ kind: 'curve', ...point(5) });
        at += 7;
        break;
      case QUADRATIC:
        steps.push({ kind: 'curve', ...point(3) });
        at += 5;
        break;
      default:
        steps.push({ kind: 'close' });
        at += 1;
    }
  }
  return steps;
}
