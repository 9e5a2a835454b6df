/** A printed report as a PDF without a printer: text at its place in a font that is not embedded. */
import type { DrawnPage } from '../document/layout/drawing.js';
import { ucs2, writePdf } from '../document/pdf/writer.js';
import { layOutPages, type Page, type PageText } from './page-layout.js';
import type { PrintedReport } from './printed.js';

const POINTS_A_MM = 72 / 25.4;
const THICKNESS = 0.25;

export function pdfFile(printed: PrintedReport): Buffer {
  const { page: paper } = printed.geometry;
  const isFilled = printed.layout.borders === 'filled';
  const pages = layOutPages(printed).map((page): DrawnPage => {
    return { width: pt(paper.width), height: pt(paper.height), ...drawn(page, paper.height) };
  });
  return Buffer.from(writePdf(pages, { ink: isFilled ? 'filled' : 'stroked' }));
}

function drawn({ texts, rules }: Page, height: number): Pick<DrawnPage, 'texts' | 'rules' | 'operators'> {
  const thick = (low: number, high: number): number => pt(Math.max(high, low + THICKNESS));
  return {
    texts: [],
    rules: rules.map(({ x0, y0, x1, y1 }) => {
      return { x0: pt(x0), y0: pt(y0), x1: thick(x0, x1), y1: thick(y0, y1) };
    }),
    operators: texts.map((text) => textOperators(text, height)).join('\n'),
  };
}

function textOperators({ text, x, y, size, spacing }: PageText, height: number): string {
  const room = spacing === 0 ? '' : `${pt(spacing * size)} Tc `;
  return `BT ${room}/F1 ${pt(size)} Tf 1 0 0 1 ${pt(x)} ${pt(height - y)} Tm <${ucs2(text)}> Tj ET${room === '' ? '' : ' 0 Tc'}`;
}

const pt = (length: number): number => Math.round(length * POINTS_A_MM * 1000) / 1000;
