/** A printed report as an OFD file (GB/T 33190), with every character at its place. */
import { strToU8, zipSync } from 'fflate';
import { escapeHtml } from '../../src/simulation/pages/html.js';
import { advance, layOutPages, type Page, type PageText, textWidth } from './page-layout.js';
import type { PrintedReport } from './printed.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"';
/** Archives do not depend on the clock. */
const DATE = new Date(1980, 0, 1);
const THICKNESS = 0.25;

export function ofdFile(printed: PrintedReport): Buffer {
  const pages = layOutPages(printed);
  const ids = new Ids(pages.length + 10);
  const files: Record<string, string> = {
    'OFD.xml': `${HEAD}<ofd:OFD ${SPACE} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0123456789abcdef0123456789abcdef</ofd:DocID><ofd:Title>${escapeHtml(printed.title)}</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    'Doc_0/PublicRes.xml': `${HEAD}<ofd:Res ${SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="SimSun" FamilyName="SimSun"/></ofd:Fonts></ofd:Res>`,
  };
  pages.forEach((page, at) => {
    files[`Doc_0/Pages/Page_${at}/Content.xml`] = pageXml(page, printed, ids);
  });
  const list = pages.map((_, at) => `<ofd:Page ID="${at + 2}" BaseLoc="Pages/Page_${at}/Content.xml"/>`);
  files['Doc_0/Document.xml'] =
    `${HEAD}<ofd:Document ${SPACE}><ofd:CommonData><ofd:MaxUnitID>${ids.last}</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>${boxOf(printed)}</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>${list.join('')}</ofd:Pages></ofd:Document>`;
  const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  return Buffer.from(zipSync(bytes, { mtime: DATE }));
}

/** Identifiers, each once in the document. */
class Ids {
  constructor(public last: number) {}
  next(): number {
    this.last += 1;
    return this.last;
  }
}

function pageXml({ texts, rules }: Page, printed: PrintedReport, ids: Ids): string {
  const { layout } = printed;
  const paths = rules.map((rule) => {
    const id = ids.next();
    const [width, height] = [rule.x1 - rule.x0, rule.y1 - rule.y0];
    if (layout.borders === 'filled') {
      const [w, h] = [Math.max(width, THICKNESS), Math.max(height, THICKNESS)];
      const data = `M 0 0 L ${mm(w)} 0 L ${mm(w)} ${mm(h)} L 0 ${mm(h)} C`;
      return `<ofd:PathObject ID="${id}" Boundary="${mm(rule.x0)} ${mm(rule.y0)} ${mm(w)} ${mm(h)}" Stroke="false" Fill="true"><ofd:FillColor Value="0 0 0"/><ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`;
    }
    const boundary = `${mm(rule.x0)} ${mm(rule.y0)} ${mm(Math.max(width, THICKNESS))} ${mm(Math.max(height, THICKNESS))}`;
    return `<ofd:PathObject ID="${id}" Boundary="${boundary}" LineWidth="${THICKNESS}"><ofd:StrokeColor Value="0 0 0"/><ofd:AbbreviatedData>M 0 0 L ${mm(width)} ${mm(height)}</ofd:AbbreviatedData></ofd:PathObject>`;
  });
  const objects = [...paths, ...texts.map((text) => textXml(text, ids))].join('');
  return `${HEAD}<ofd:Page ${SPACE}><ofd:Area><ofd:PhysicalBox>${boxOf(printed)}</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="${ids.next()}">${objects}</ofd:Layer></ofd:Content></ofd:Page>`;
}

function textXml(item: PageText, ids: Ids): string {
  const { text, x, y, size, spacing, strike, ink } = item;
  const steps = [...text].slice(0, -1).map((character) => mm(advance(character, size, spacing)));
  const delta = steps.length === 0 ? '' : ` DeltaX="${steps.join(' ')}"`;
  const width = textWidth(text, size, spacing);
  const boundary = `${mm(x)} ${mm(y - size)} ${mm(width)} ${mm(size * 1.25)}`;
  const colour = ink === 'white' ? '255 255 255' : '0 0 0';
  const seen = ink === 'none' ? ' Visible="false"' : '';
  const shown = `<ofd:TextObject ID="${ids.next()}" Boundary="${boundary}" Font="1" Size="${size}"${seen}><ofd:FillColor Value="${colour}"/><ofd:TextCode X="0" Y="${mm(size)}"${delta}>${escapeHtml(text)}</ofd:TextCode></ofd:TextObject>`;
  if (strike === undefined) return shown;
  const line = `${mm(x)} ${mm(y - size * MIDDLE)} ${mm(width)} ${THICKNESS}`;
  const path = `M 0 0 L ${mm(width)} 0`;
  return `${shown}<ofd:PathObject ID="${ids.next()}" Boundary="${line}" LineWidth="${THICKNESS}"><ofd:StrokeColor Value="0 0 0"/><ofd:AbbreviatedData>${path}</ofd:AbbreviatedData></ofd:PathObject>`;
}

/** From the base line to the middle of a digit, as a multiple of the type's height. */
const MIDDLE = 0.33;

const boxOf = ({ geometry }: PrintedReport): string => `0 0 ${geometry.page.width} ${geometry.page.height}`;

const mm = (length: number): string => String(Math.round(length * 1000) / 1000);
