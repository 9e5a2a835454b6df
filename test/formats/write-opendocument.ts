/** A printed report as OpenDocument: a text (.odt, .fodt), with automatic styles as LibreOffice writes them. */
import { strToU8, zipSync } from 'fflate';
import { escapeHtml } from '../../src/simulation/pages/html.js';
import { known, type Looks, type Run } from './looks.js';
import { type PrintedCell, type PrintedReport, type PrintedTable, splitBlocks } from './printed.js';

const NAMESPACES = ['office', 'style', 'text', 'table', 'meta', 'manifest']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:xlink="http://www.w3.org/1999/xlink"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  )
  .join(' ');
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const MIMES = { odt: 'text', ods: 'spreadsheet' } as const;

/** By name, the properties of the text's style; those in capitals are styles of the file, not of the text. */
const STYLES: ReadonlyMap<string, string> = new Map([
  ['super 58%', 'style:text-position="super 58%"'],
  ['33% 80%', 'style:text-position="33% 80%"'],
  ['sub 58%', 'style:text-position="sub 58%"'],
  ['solid line through', 'style:text-line-through-style="solid" style:text-line-through-type="single"'],
  ['double line through', 'style:text-line-through-type="double"'],
  ['display none', 'text:display="none"'],
  ['white', 'fo:color="#ffffff"'],
  ['of 1 pt', 'fo:font-size="1pt"'],
]);
const INHERITED: ReadonlyMap<string, string> = new Map([
  ['raised by a common style', 'style:text-position="super 58%"'],
  ['struck by a common style', 'style:text-line-through-style="solid"'],
  ['hidden by a common style', 'text:display="none"'],
]);
const NAMES = new Map([...STYLES.keys(), ...INHERITED.keys()].map((look, at) => [look, `T${at + 1}`]));

export const OPEN_DOCUMENT_LOOKS: Looks = {
  raised: ['super 58%', '33% 80%', 'raised by a common style', 'a note', 'ruby text', 'a link beside'],
  lowered: ['sub 58%'],
  struck: ['solid line through', 'double line through', 'struck by a common style'],
  hidden: ['display none', 'white', 'of 1 pt', 'hidden by a common style', 'hidden text', 'a comment'],
  control: [],
};

const style = (name: string, properties: string, more = ''): string =>
  `<style:style style:name="${name}" style:family="text"${more}><style:text-properties ${properties}/></style:style>`;
const named = (look: string): string => known(NAMES, look);
const COMMON = [...INHERITED].map(([look, properties]) => style(`C${named(look)}`, properties)).join('');
const AUTOMATIC = [
  '<style:style style:name="drawn" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style>',
  ...[...STYLES].map(([look, properties]) => style(named(look), properties)),
  ...[...INHERITED.keys()].map((look) =>
    style(named(look), 'fo:font-weight="bold"', ` style:parent-style-name="C${named(look)}"`),
  ),
].join('');

function textRun({ text, look }: Run): string {
  const shown = escapeHtml(text).replaceAll('\n', '<text:line-break/>');
  switch (look) {
    case undefined:
      return shown;
    case 'a note':
      return `<text:note text:id="n" text:note-class="footnote"><text:note-citation>${shown}</text:note-citation><text:note-body><text:p>9</text:p></text:note-body></text:note>`;
    case 'ruby text':
      return `<text:ruby><text:ruby-base/><text:ruby-text>${shown}</text:ruby-text></text:ruby>`;
    case 'a link beside':
      return `<text:a xlink:type="simple" xlink:href="#n">${shown}</text:a>`;
    case 'hidden text':
      return `<text:hidden-text text:condition="1" text:string-value="${shown}" text:is-hidden="true">${shown}</text:hidden-text>`;
    case 'a comment':
      return `<office:annotation><dc:creator>a</dc:creator><text:p>${shown}</text:p></office:annotation>`;
    default:
      return `<text:span text:style-name="${named(look)}">${shown}</text:span>`;
  }
}

function paragraphs({ text, runs }: Pick<PrintedCell, 'text' | 'runs'>): string {
  if (runs !== undefined) return `<text:p>${runs.map(textRun).join('')}</text:p>`;
  const lines = text === '' ? [] : text.split('\n');
  return lines.map((line) => `<text:p>${escapeHtml(line)}</text:p>`).join('');
}

/** With covered cells where others span, several of them in one element. */
function tableOf({ rows, columns, headingRows }: PrintedTable, number: number): string {
  const covered = rows.map(() => new Set<number>());
  const written = rows.map((row, at) => {
    let column = 0;
    let inside = '';
    const skip = (): void => {
      let count = 0;
      for (; covered[at]?.has(column) === true; column += 1) count += 1;
      if (count > 0) {
        const repeated = count > 1 ? ` table:number-columns-repeated="${count}"` : '';
        inside += `<table:covered-table-cell${repeated}/>`;
      }
    };
    for (const cell of row) {
      skip();
      for (let down = 0; down < cell.rowSpan; down += 1) {
        for (let right = 0; right < cell.columnSpan; right += 1) {
          if (down + right > 0) covered[at + down]?.add(column + right);
        }
      }
      const spans = [
        cell.columnSpan > 1 || cell.rowSpan > 1
          ? ` table:number-columns-spanned="${cell.columnSpan}" table:number-rows-spanned="${cell.rowSpan}"`
          : '',
      ];
      inside += `<table:table-cell office:value-type="string" table:style-name="drawn"${spans.join('')}>${paragraphs(cell)}</table:table-cell>`;
      column += 1;
    }
    skip();
    return `<table:table-row>${inside}</table:table-row>`;
  });
  const head = written.slice(0, headingRows).join('');
  const before = head === '' ? '' : `<table:table-header-rows>${head}</table:table-header-rows>`;
  return `<table:table table:name="t${number}"><table:table-column table:number-columns-repeated="${columns}"/>${before}${written.slice(headingRows).join('')}</table:table>`;
}

function textBody(printed: PrintedReport): string {
  const blocks = splitBlocks(printed).map((block, at) =>
    block.kind === 'table' ? `${tableOf(block, at)}<text:p/>` : `<text:p>${escapeHtml(block.text)}</text:p>`,
  );
  return `<office:text><text:sequence-decls/>${blocks.join('')}</office:text>`;
}

/** All in one sheet, a line a row, as people paste a report into a spreadsheet. */
function sheetBody(printed: PrintedReport): string {
  const rows = splitBlocks(printed).map((block, at) =>
    block.kind === 'table'
      ? tableOf(block, at).replace(/^<table:table [^>]*><table:table-column[^>]*>|<\/table:table>$/g, '')
      : `<table:table-row><table:table-cell office:value-type="string"><text:p>${escapeHtml(block.text)}</text:p></table:table-cell></table:table-row>`,
  );
  const rest =
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
  const columns = '<table:table-column table:number-columns-repeated="16384"/>';
  return `<office:spreadsheet><table:table table:name="报告">${columns}${rows.join(rest.replace('1048000', '1'))}${rest}</table:table></office:spreadsheet>`;
}

const parts = (body: string): readonly [common: string, automatic: string, body: string] => [
  `<office:styles>${COMMON}</office:styles>`,
  `<office:automatic-styles>${AUTOMATIC}</office:automatic-styles>`,
  `<office:body>${body}</office:body>`,
];

export function openDocumentPackage(kind: 'odt' | 'ods', printed: PrintedReport): Buffer {
  const [common, automatic, body] = parts(kind === 'odt' ? textBody(printed) : sheetBody(printed));
  const part = (name: string, inside: string): Uint8Array =>
    strToU8(
      `${HEAD}<office:document-${name} ${NAMESPACES} office:version="1.2">${inside}</office:document-${name}>`,
    );
  const mime = `application/vnd.oasis.opendocument.${MIMES[kind]}`;
  const files = {
    mimetype: [strToU8(mime), { level: 0 }] as [Uint8Array, { level: 0 }],
    'META-INF/manifest.xml': strToU8(
      `${HEAD}<manifest:manifest ${NAMESPACES}><manifest:file-entry manifest:full-path="/" manifest:media-type="${mime}"/></manifest:manifest>`,
    ),
    'meta.xml': part('meta', `<office:meta><dc:title>${escapeHtml(printed.title)}</dc:title></office:meta>`),
    'styles.xml': part('styles', common),
    'content.xml': part('content', automatic + body),
  };
  return Buffer.from(zipSync(files, { mtime: new Date(1980, 0, 1) }));
}

export function flatOpenDocument(printed: PrintedReport): Buffer {
  return Buffer.from(
    `${HEAD}<office:document ${NAMESPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">${parts(textBody(printed)).join('')}</office:document>`,
  );
}
