import { DEFAULT_LIMITS, type Document, type DocumentLimits } from '../../../../src/document/model.js';
import { readDocx } from '../../../../src/document/word/docx/read-docx.js';
import { storedZip } from '../../../../src/simulation/attachments/zip.js';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const NAMESPACES = [
  `xmlns:w="${W}"`,
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ');
const TYPES =
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml" PartName="/word/document.xml';

/** What stands beside the body; each the inside of its part. */
export interface Parts {
  readonly styles?: string;
  readonly numbering?: string;
  readonly title?: string;
}

/** The members of a Word file with this body, by name. */
export function members(body: string, { styles, numbering, title }: Parts = {}): Record<string, Buffer> {
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="r${id}" Type="http://schemas.openxmlformats.org/${type}" Target="${target}"/>`;
  const relations = (inside: string): string =>
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override ContentType="${TYPES}"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`,
    '_rels/.rels': relations(
      relation(1, 'officeDocument/2006/relationships/officeDocument', 'word/document.xml') +
        relation(2, 'package/2006/relationships/metadata/core-properties', 'docProps/core.xml'),
    ),
    'word/document.xml': `${HEAD}<w:document ${NAMESPACES}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    'word/_rels/document.xml.rels': relations(
      (styles === undefined ? '' : relation(1, 'officeDocument/2006/relationships/styles', 'styles.xml')) +
        (numbering === undefined
          ? ''
          : relation(2, 'officeDocument/2006/relationships/numbering', 'numbering.xml')),
    ),
    ...(styles === undefined
      ? {}
      : { 'word/styles.xml': `${HEAD}<w:styles ${NAMESPACES}>${styles}</w:styles>` }),
    ...(numbering === undefined
      ? {}
      : { 'word/numbering.xml': `${HEAD}<w:numbering ${NAMESPACES}>${numbering}</w:numbering>` }),
    ...(title === undefined
      ? {}
      : {
          'docProps/core.xml': `${HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title></cp:coreProperties>`,
        }),
  };
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text, 'utf8')]));
}

export function docx(body: string, parts: Parts = {}): Buffer {
  return storedZip(members(body, parts));
}

/** A Word file with this body, read. */
export function readBody(body: string, parts: Parts = {}, limits: Partial<DocumentLimits> = {}): Document {
  return asDocument(readDocx(docx(body, parts), { ...DEFAULT_LIMITS, ...limits }));
}

/** What the recogniser and the helpers take; the format has no part in what they do. */
export function asDocument(content: Pick<Document, 'meta' | 'blocks' | 'issues'>): Document {
  return { format: 'text', encoding: 'utf-8', ...content };
}

export const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;

export const paragraph = (text: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${text === '' ? '' : run(text)}</w:p>`;

/** A paragraph of a list. */
export const item = (list: number, level: number, text: string): string =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

export const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : paragraph(content)}</w:tc>`;

export const row = (...cells: readonly string[]): string =>
  `<w:tr>${cells.map((each) => (each.startsWith('<w:t') || each.startsWith('<w:sdt') ? each : cell(each))).join('')}</w:tr>`;

export const table = (...rows: readonly string[]): string =>
  `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;

export const span = (columns: number): string => `<w:gridSpan w:val="${columns}"/>`;

/** A list whose levels are numbered so: format, text, and whatever else a level may have. */
export function list(
  id: number,
  levels: readonly (readonly [format: string, text: string, more?: string])[],
): string {
  const definition = levels.map(
    ([format, text, more = ''], level) =>
      `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:suff w:val="nothing"/><w:lvlText w:val="${text}"/></w:lvl>`,
  );
  return `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="multilevel"/>${definition.join('')}</w:abstractNum>`;
}

export const use = (list: number, definition: number, overrides = ''): string =>
  `<w:num w:numId="${list}"><w:abstractNumId w:val="${definition}"/>${overrides}</w:num>`;
