/** A printed report as a PDF without a printer: text at its place in a font that is not embedded. */
import type { DrawnPage } from '../document/layout/drawing.js';
import { ucs2, writePdf } from '../document/pdf/writer.js';
import { layOutPages, type Page, type PageText, textWidth } from './page-layout.js';
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

function textOperators({ text, x, y, size, spacing, strike, ink }: PageText, height: number): string {
  const base = height - y;
  const before = [ink === 'white' ? '1 g' : '', ink === 'none' ? '3 Tr' : ''];
  if (spacing !== 0) before.push(`${pt(spacing * size)} Tc`);
  const shown = `BT /F1 ${pt(size)} Tf 1 0 0 1 ${pt(x)} ${pt(base)} Tm <${ucs2(text)}> Tj ET`;
  const drawn = ['q', ...before, shown, 'Q'].filter((operator) => operator !== '').join(' ');
  const [x1, middle] = [x + textWidth(text, size, spacing), base + size * MIDDLE];
  if (strike === 'line') return `${drawn} 0.6 w ${pt(x)} ${pt(middle)} m ${pt(x1)} ${pt(middle)} l S`;
  if (strike === 'box') return `${drawn} ${pt(x)} ${pt(middle)} ${pt(x1 - x)} 0.6 re f`;
  return drawn;
}

/** From the base line to the middle of a digit. */
const MIDDLE = 0.33;

const pt = (length: number): number => Math.round(length * POINTS_A_MM * 1000) / 1000;
