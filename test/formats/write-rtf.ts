/** A printed report as RTF, with characters as Word writes them (`\u`), or as bytes of GBK, as WPS and WordPad do. */
import iconv from 'iconv-lite';
import { known, type Looks, type Run } from './looks.js';
import {
  type PrintedCell,
  type PrintedReport,
  type PrintedTable,
  placeCells,
  splitBlocks,
} from './printed.js';

export type RtfCharacters = 'unicode' | 'gbk';

const TWIPS_A_MM = 1440 / 25.4;

type Wrap = readonly [open: string, close: string];
const group = (words: string): Wrap => [`{\\rtlch\\af1 \\ltrch${words} `, '}'];
const WRAPS: ReadonlyMap<string, Wrap> = new Map<string, Wrap>([
  ['\\super', group('\\super')],
  ['\\up', group('\\up6\\fs12')],
  ['a link beside', ['{\\field{\\*\\fldinst HYPERLINK "#n"}{\\fldrslt ', '}}']],
  ['\\sub', group('\\sub')],
  ['\\dn', group('\\dn6\\fs12')],
  ['\\strike', ['\\strike ', '\\strike0 ']],
  ['\\striked', group('\\striked1')],
  ['a tracked deletion', group('\\deleted\\revauthdel1')],
  ['\\v', ['\\v ', '\\v0 ']],
  ['white', group('\\cf2')],
  ['of 1 pt', group('\\fs2')],
  ['a comment', ['{\\*\\atnid a}{\\*\\annotation\\pard\\plain ', '}']],
  ['a note', ['{\\footnote\\pard\\plain ', '}']],
  ['a field code', ['{\\field{\\*\\fldinst =', '}{\\fldrslt }}']],
]);
export const RTF_LOOKS: Looks = {
  raised: ['\\super', '\\up', 'a link beside'],
  lowered: ['\\sub', '\\dn'],
  struck: ['\\strike', '\\striked', 'a tracked deletion'],
  hidden: ['\\v', 'white', 'of 1 pt', 'a comment', 'a note', 'a field code'],
  control: [],
};

function written(text: string, characters: RtfCharacters): string {
  return [...text]
    .map((character) => {
      if (character === '\n') return '\\line ';
      if (/[\\{}]/.test(character)) return `\\${character}`;
      if (/[ -~]/.test(character)) return character;
      const bytes = [...iconv.encode(character, 'gbk')].map(
        (byte) => `\\'${byte.toString(16).padStart(2, '0')}`,
      );
      if (characters === 'gbk') return bytes.join('');
      const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
      return units
        .map((unit) => `\\uc${bytes.length}\\u${unit > 0x7fff ? unit - 0x1_0000 : unit}${bytes.join('')}`)
        .join('');
    })
    .join('');
}

function textRun({ text, look }: Run, characters: RtfCharacters): string {
  const [open, close] = look === undefined ? ['', ''] : known(WRAPS, look);
  return `${open}${written(text, characters)}${close}`;
}

function cellText({ text, runs }: PrintedCell, characters: RtfCharacters): string {
  if (runs !== undefined) return runs.map((run) => textRun(run, characters)).join('');
  return text
    .split('\n')
    .map((line) => written(line, characters))
    .join('\\par ');
}

/** Each row with its own definition; cells that reach down go on in every row, those that reach right are wide. */
function tableOf(table: PrintedTable, characters: RtfCharacters): string {
  const edges = [0];
  for (const width of table.widths) edges.push((edges.at(-1) ?? 0) + Math.round(width * TWIPS_A_MM));
  const placed = placeCells(table);
  return table.rows
    .map((_, at) => {
      const cells = placed
        .filter(({ row, cell }) => row <= at && at < row + cell.rowSpan)
        .sort((a, b) => a.column - b.column);
      const definitions = cells.map(({ cell, row, column }) => {
        const merge = cell.rowSpan === 1 ? '' : row === at ? '\\clvmgf' : '\\clvmrg';
        return `${merge}\\clvertalc\\clbrdrt\\brdrs\\cellx${edges[column + cell.columnSpan]}`;
      });
      const texts = cells.map(
        ({ cell, row }) =>
          `\\pard\\plain\\intbl\\qc {\\fs18 ${row === at ? cellText(cell, characters) : ''}}\\cell `,
      );
      const head = at < table.headingRows ? '\\trhdr' : '';
      const definition = `\\trowd\\irow${at}\\trgaph108\\trleft0${head}${definitions.join('')}`;
      // Word writes the definition before the cells and behind them
      return `${definition}\n${texts.join('\n')}{${definition}\\row}\n`;
    })
    .join('');
}

export function rtfFile(printed: PrintedReport, characters: RtfCharacters): Buffer {
  const blocks = splitBlocks(printed).map((block) =>
    block.kind === 'table'
      ? tableOf(block, characters)
      : `\\pard\\plain {\\fs24 ${written(block.text, characters)}}\\par\n`,
  );
  const fonts =
    "{\\fonttbl{\\f0\\fnil\\fcharset134{\\*\\falt SimSun}\\'cb\\'ce\\'cc\\'e5;}{\\f1\\froman\\fcharset0 Times New Roman;}}";
  const head = `{\\rtf1\\ansi\\ansicpg936\\deff0\\uc1${fonts}{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;}{\\stylesheet{\\s0 Normal;}}`;
  const info = `{\\info{\\title ${written(printed.title, characters)}}{\\author a}}{\\*\\generator x;}`;
  return Buffer.from(`${head}${info}${blocks.join('')}}`, 'latin1');
}
