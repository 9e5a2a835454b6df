/** Writes OFD files by hand (GB/T 33190), in millimetres. */
import { zipSync } from 'fflate';
import { type DrawnPage, type DrawnText, widthOf } from '../layout/drawing.js';

export interface OfdOptions {
  /** How borders are painted: as filled paths or as strokes. */
  readonly ink?: 'filled' | 'stroked';
  /** Puts the borders of every page into a template page. */
  readonly template?: boolean;
  /** Puts everything into a unit of graphics that the page refers to. */
  readonly composite?: boolean;
  /** Writes locations with a slash at their beginning. */
  readonly absolute?: boolean;
  /** Sets type by a matrix instead of by its size. */
  readonly scaled?: boolean;
  /** XML put behind the objects of each page. */
  readonly more?: string;
}

const MM = 25.4 / 72;
const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"';

const mm = (points: number): string => (points * MM).toFixed(4);

export function writeOfd(documents: readonly (readonly DrawnPage[])[], options: OfdOptions = {}): Uint8Array {
  const files: Record<string, string> = {};
  const bodies = documents.map((pages, i) => {
    Object.assign(files, documentFiles(`Doc_${i}`, pages, options));
    return `<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>${options.absolute ? '/' : ''}Doc_${i}/Document.xml</ofd:DocRoot></ofd:DocBody>`;
  });
  files['OFD.xml'] = part('OFD', `Version="1.0" DocType="OFD"`, bodies.join(''));
  return zip(files);
}

export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const encoder = new TextEncoder();
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, encoder.encode(text)])),
  );
}

function part(name: string, attributes: string, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ofd:${name} ${NAMESPACE} ${attributes}>${inner}</ofd:${name}>`;
}

function documentFiles(
  folder: string,
  pages: readonly DrawnPage[],
  options: OfdOptions,
): Record<string, string> {
  const root = options.absolute ? `/${folder}/` : '';
  const files: Record<string, string> = {};
  const templates: string[] = [];
  const units: string[] = [];
  const list = pages.map((page, i) => {
    const rules = page.rules.map((rule) => pathObject(rule, options)).join('');
    const texts = page.texts.map((text) => textObject(text, options)).join('');
    let content = (options.template ? '' : rules) + texts;
    if (options.template) {
      files[`${folder}/Tpls/Tpl_${i}/Content.xml`] = part(
        'Page',
        '',
        `<ofd:Content><ofd:Layer ID="1">${rules}</ofd:Layer></ofd:Content>`,
      );
      templates.push(
        `<ofd:TemplatePage ID="${100 + i}" ZOrder="Background" BaseLoc="${root}Tpls/Tpl_${i}/Content.xml"/>`,
      );
    }
    if (options.composite) {
      units.push(
        `<ofd:CompositeGraphicUnit ID="${200 + i}" Width="210" Height="297"><ofd:Content>${content}</ofd:Content></ofd:CompositeGraphicUnit>`,
      );
      content = `<ofd:PageBlock><ofd:CompositeObject ID="9" Boundary="0 0 210 297" ResourceID="${200 + i}"/></ofd:PageBlock>`;
    }
    const template = options.template ? `<ofd:Template TemplateID="${100 + i}"/>` : '';
    const area = `<ofd:Area><ofd:PhysicalBox>0 0 ${mm(page.width)} ${mm(page.height)}</ofd:PhysicalBox></ofd:Area>`;
    files[`${folder}/Pages/Page_${i}/Content.xml`] = part(
      'Page',
      '',
      `${area}${template}<ofd:Content><ofd:Layer ID="2" Type="Body">${content}${options.more ?? ''}</ofd:Layer></ofd:Content>`,
    );
    return `<ofd:Page ID="${i + 1}" BaseLoc="${root}Pages/Page_${i}/Content.xml"/>`;
  });
  files[`${folder}/PublicRes.xml`] = part(
    'Res',
    'BaseLoc="Res"',
    `<ofd:CompositeGraphicUnits>${units.join('')}</ofd:CompositeGraphicUnits>`,
  );
  const common = `<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>${templates.join('')}</ofd:CommonData>`;
  files[`${folder}/Document.xml`] = part('Document', '', `${common}<ofd:Pages>${list.join('')}</ofd:Pages>`);
  return files;
}

function textObject({ text, x, y, size }: DrawnText, { scaled }: OfdOptions): string {
  const factor = scaled ? 2 : 1;
  const characters = [...text];
  const steps = characters.slice(0, -1).map((character) => widthOf(character, size) / factor);
  const [first] = steps;
  const even = first !== undefined && steps.length > 2 && steps.every((step) => step === first);
  const deltas = even ? `g ${steps.length} ${mm(first)}` : steps.map(mm).join(' ');
  const boundary = `${mm(x)} ${mm(y - size)} ${mm(widthOf(text, size))} ${mm(size * 1.2)}`;
  const matrix = scaled ? ' CTM="2 0 0 2 0 0"' : '';
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const delta = deltas === '' ? '' : ` DeltaX="${deltas}"`;
  return `<ofd:TextObject ID="3" Boundary="${boundary}" Font="4" Size="${mm(size / factor)}"${matrix}><ofd:TextCode X="0" Y="${mm(size / factor)}"${delta}>${escaped}</ofd:TextCode></ofd:TextObject>`;
}

function pathObject(
  { x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number },
  { ink }: OfdOptions,
): string {
  const boundary = `Boundary="${mm(x0)} ${mm(y0)} ${mm(x1 - x0)} ${mm(y1 - y0)}"`;
  const [w, h] = [mm(x1 - x0), mm(y1 - y0)];
  if (ink === 'stroked') {
    const flat = x1 - x0 > y1 - y0;
    const half = mm((flat ? y1 - y0 : x1 - x0) / 2);
    const line = flat ? `M 0 ${half} L ${w} ${half}` : `M ${half} 0 L ${half} ${h}`;
    return `<ofd:PathObject ID="5" ${boundary} LineWidth="${mm(flat ? y1 - y0 : x1 - x0)}"><ofd:AbbreviatedData>${line}</ofd:AbbreviatedData></ofd:PathObject>`;
  }
  return `<ofd:PathObject ID="5" ${boundary} Fill="true" Stroke="false"><ofd:AbbreviatedData>M 0 0 L ${w} 0 L ${w} ${h} L 0 ${h} C</ofd:AbbreviatedData></ofd:PathObject>`;
}
