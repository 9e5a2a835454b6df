import { type Box, boxAround } from '../layout/page/geometry.js';
import type { PathStep } from '../layout/page/ink.js';
import type { Pdfium } from './engine.js';

/** PDFium's types of segments. A curve has three points, of which the third is its end. */
const CURVE = 1;
const MOVE = 2;
const CURVE_POINTS = 3;

/** The steps of a path object, in its own space. */
export function pathSteps(pdfium: Pdfium, object: number): PathStep[] {
  const { calls, scratch } = pdfium;
  const steps: PathStep[] = [];
  const count = calls.countSegments(object);
  let curvePoint = 0;
  let begin = { x: 0, y: 0 };
  for (let i = 0; i < count; i += 1) {
    const segment = calls.segment(object, i);
    const type = calls.segmentType(segment);
    calls.segmentPoint(segment, scratch, scratch + 4);
    const [x, y] = [pdfium.float(0), pdfium.float(4)];
    const closed = calls.isSegmentClosed(segment) !== 0;
    if (type === CURVE) {
      curvePoint = (curvePoint + 1) % CURVE_POINTS;
      if (curvePoint === 0) steps.push({ kind: 'curve', x, y });
    } else if (type === MOVE) {
      begin = { x, y };
      steps.push({ kind: 'move', x, y });
    } else if (!(closed && x === begin.x && y === begin.y)) {
      steps.push({ kind: 'line', x, y });
    }
    if (closed) steps.push({ kind: 'close' });
  }
  return steps;
}

/** The boxes around the paths that together clip an object, in the space of what holds it. */
export function clipBoxes(pdfium: Pdfium, object: number): Box[] {
  const { calls, scratch } = pdfium;
  const clip = calls.clip(object);
  const boxes: Box[] = [];
  if (clip === 0) return boxes;
  const paths = calls.countClipPaths(clip);
  for (let path = 0; path < paths; path += 1) {
    const count = calls.countClipSegments(clip, path);
    const points: [number, number][] = [];
    for (let i = 0; i < count; i += 1) {
      calls.segmentPoint(calls.clipSegment(clip, path, i), scratch, scratch + 4);
      points.push([pdfium.float(0), pdfium.float(4)]);
    }
    if (points.length > 0) boxes.push(boxAround(points));
  }
  return boxes;
}
