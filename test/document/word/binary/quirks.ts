import { cell, docx, item, list, paragraph, row, run, span, use } from '../docx/helpers.js';

const inside = (content: string): string => `<w:p>${content}</w:p>`;
const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const code = (text: string): string => `<w:r><w:instrText xml:space="preserve">${text}</w:instrText></w:r>`;
const track = 'w:id="1" w:author="甲" w:date="2024-01-02T03:04:05Z"';
const down = '<w:vMerge w:val="restart"/>';
const on = '<w:vMerge/>';

/** A table of columns as wide as these, in twentieths of a point. */
function sized(widths: readonly number[], ...rows: readonly string[]): string {
  const columns = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  const total = widths.reduce((sum, width) => sum + width, 0);
  const layout = `<w:tblW w:w="${total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>`;
  return `<w:tbl><w:tblPr>${layout}</w:tblPr><w:tblGrid>${columns}</w:tblGrid>${rows.join('')}</w:tbl>`;
}

const BOX = `<w:pict><v:shape id="s1" type="#_x0000_t202" style="position:absolute;width:100pt;height:40pt"><v:textbox><w:txbxContent>${paragraph('框内')}</w:txbxContent></v:textbox></v:shape></w:pict>`;

const width = (twips: number): string => `<w:tcW w:w="${twips}" w:type="dxa"/>`;

const BODY = [
  item(1, 0, '总体情况'),
  item(1, 1, '主动公开'),
  inside(run('见') + run('不见', '<w:vanish/>') + run('得')),
  inside(
    `<w:del ${track}><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins ${track}>${run('加上')}</w:ins>`,
  ),
  inside(
    `${run('共')}${mark('begin')}${code(' QUOTE 12 ')}${mark('separate')}${run('12')}${mark('end')}${run('件')}`,
  ),
  inside(`${run('上')}<w:r><w:br/></w:r>${run('下')}<w:r><w:tab/><w:noBreakHyphen/></w:r>${run('2')}`),
  inside('<w:r><w:br w:type="page"/></w:r>'),
  item(1, 1, '依申请公开'),
  sized(
    [1_000, 1_500, 1_200, 1_300],
    row(cell('项目', span(2) + width(2_500)), cell('件数', span(2) + width(2_500))),
    row(cell('组', width(1_000) + down), cell(item(2, 0, '行政许可'), width(1_500)), cell('1'), cell('2')),
    row(cell('', width(1_000) + on), cell(item(2, 0, '行政处罚'), width(1_500)), cell('3'), cell('4')),
    row(cell('总计', span(2) + width(2_500)), cell('4', width(1_200)), cell('6', width(1_300))),
  ),
  paragraph('另表'),
  sized(
    [4_000, 1_000],
    row(
      cell(paragraph('左') + sized([1_000, 1_000], row('复议', '7'), row('诉讼', '8')) + paragraph('')),
      '右',
    ),
  ),
  item(1, 0, '其他'),
  inside(`${run('选')}<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r>${BOX}</w:r>`),
].join('');

const NUMBERING =
  list(1, [
    ['chineseCounting', '%1、'],
    ['chineseCounting', '（%2）'],
  ]) +
  list(2, [['decimal', '%1.']]) +
  use(1, 1) +
  use(2, 2);

/** A file with much that readers stumble over, as a word processor writes it. */
export const quirksDocx = (): Buffer => docx(BODY, { numbering: NUMBERING, styles: '' });

/** What it says; in binary files and in others alike. */
export const QUIRKS = [
  '一、总体情况',
  '（一）主动公开',
  '见得',
  '加上',
  '共12件',
  '上',
  '下 -2',
  '（二）依申请公开',
  [
    ['项目', '件数'],
    ['组', '1.行政许可', '1', '2'],
    ['2.行政处罚', '3', '4'],
    ['总计', '4', '6'],
  ],
  '另表',
  '左',
  [
    ['复议', '7'],
    ['诉讼', '8'],
  ],
  '右',
  '二、其他',
  '选☑',
  '框内',
];
