import { describe, expect, test } from 'vitest';
import { outline, paragraphs } from '../../helpers.js';
import { paragraph, readBody, row, run, table } from './helpers.js';

const inside = (content: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
const read = (content: string, parts = {}): string[] => paragraphs(readBody(content, parts));

describe('Runs of a paragraph', () => {
  test('are one line of text; tabs and blanks are folded', () => {
    expect(read(inside(`${run('收到')}${run(' 3 ')}<w:r><w:tab/><w:t>件</w:t></w:r>`))).toEqual([
      '收到 3 件',
    ]);
  });

  test('lose the white space at their ends that is not preserved', () => {
    expect(read(inside('<w:r><w:t>1 </w:t></w:r><w:r><w:t> 2</w:t></w:r>'))).toEqual(['12']);
    expect(read(inside(`${run('1 ')}${run('2')}`))).toEqual(['1 2']);
  });

  test('are parted into lines by breaks of every kind', () => {
    const breaks = ['<w:br/>', '<w:cr/>', '<w:br w:type="page"/>', '<w:br w:type="column"/>'];
    for (const each of breaks) {
      expect(read(inside(`${run('上')}<w:r>${each}</w:r>${run('下')}`))).toEqual(['上', '下']);
    }
  });

  test('keep hyphens that do not break, and drop soft ones', () => {
    const hyphens = '<w:r><w:noBreakHyphen/><w:t>2</w:t><w:softHyphen/><w:t>3</w:t></w:r>';
    expect(read(inside(hyphens))).toEqual(['-23']);
  });

  test('hold symbols of known fonts, and others as the characters they are', () => {
    const symbol = (font: string, code: string): string =>
      `<w:r><w:sym w:font="${font}" w:char="${code}"/></w:r>`;
    expect(read(inside(symbol('Wingdings', 'F0FE') + run('是')))).toEqual(['☑是']);
    expect(read(inside(symbol('Symbol', 'F033')))).toEqual(['3']);
    expect(read(inside(symbol('Wingdings 9', 'F033')))).toEqual(['\uf033']);
  });

  test('have the reading above a ruby as a mark behind its base', () => {
    const ruby = `<w:r><w:ruby><w:rt>${run('píng')}</w:rt><w:rubyBase>${run('平')}</w:rubyBase></w:ruby></w:r>`;
    expect(read(inside(ruby + run('湖')))).toEqual(['平⁽píng⁾湖']);
  });

  test('leave out marks of notes and comments', () => {
    const marks =
      '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>';
    expect(read(inside(`${run('12')}${marks}${run('件')}`))).toEqual(['12件']);
  });

  test('may stand in links, smart tags, controls and simple fields', () => {
    const wrappers = ['w:hyperlink', 'w:smartTag', 'w:customXml', 'w:fldSimple', 'w:bdo'];
    for (const name of wrappers) expect(read(inside(`<${name}>${run('内')}</${name}>`))).toEqual(['内']);
    expect(read(inside(`<w:sdt><w:sdtPr/><w:sdtContent>${run('5')}</w:sdtContent></w:sdt>`))).toEqual(['5']);
  });

  test('of one number that differ in how they are raised or struck are not run together', () => {
    expect(read(inside(run('12') + run('1', '<w:vertAlign w:val="superscript"/>')))).toEqual(['12¹']);
    // half-points, or a length with its unit
    for (const [position, level] of [
      ['-6', '12₁'],
      ['-3pt', '12₁'],
      ['1mm', '12¹'],
      ['-3', '121'],
      ['1pt', '121'],
    ] as const) {
      const lifted = run('1', `<w:position w:val="${position}"/>`);
      expect(read(inside(run('12') + lifted)), position).toEqual([level]);
    }
    expect(read(inside(run('12', '<w:strike/>') + run('13')))).toEqual(['1̶2̶13']);
    expect(read(inside(run('1', '<w:b/>') + run('3')))).toEqual(['13']);
  });

  test('of formulas keep fractions apart', () => {
    const fraction =
      '<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>';
    expect(read(inside(fraction))).toEqual(['3/4']);
  });
});

describe('Hidden text is left out', () => {
  const hidden = '<w:vanish/>';
  const styles =
    '<w:style w:type="paragraph" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h"/></w:style>' +
    '<w:style w:type="character" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>';

  test('where a run says so', () => {
    expect(read(inside(run('见') + run('不见', hidden)))).toEqual(['见']);
    expect(read(inside(run('见', '<w:vanish w:val="0"/>')))).toEqual(['见']);
  });

  test('where a style says so, or one that it is based on', () => {
    expect(read(paragraph('不见', '<w:pStyle w:val="h2"/>'), { styles })).toEqual([]);
    expect(read(inside(run('不见', '<w:rStyle w:val="c"/>')), { styles })).toEqual([]);
  });

  test('but styles of the two kinds cancel each other', () => {
    const both = inside(run('见', '<w:rStyle w:val="c"/>'), '<w:pStyle w:val="h"/>');
    expect(read(both, { styles })).toEqual(['见']);
  });

  test('and a hidden paragraph mark joins two paragraphs', () => {
    const first = inside(run('一、'), `<w:rPr>${hidden}</w:rPr>`);
    expect(read(first + paragraph('总体情况'))).toEqual(['一、总体情况']);
  });
});

describe('Tracked changes are taken as accepted', () => {
  test('in text', () => {
    const changed =
      `<w:del>${'<w:r><w:delText>9</w:delText></w:r>'}</w:del><w:ins>${run('8')}</w:ins>` +
      `<w:moveFrom>${run('7')}</w:moveFrom><w:moveTo>${run('6')}</w:moveTo>`;
    expect(read(inside(changed))).toEqual(['86']);
  });

  test('in text that was inserted and deleted again', () => {
    expect(read(inside(`<w:ins><w:del>${run('9')}</w:del></w:ins>${run('1')}`))).toEqual(['1']);
  });

  test('in properties, whose former values mean nothing', () => {
    const former = '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>';
    expect(read(inside(run('见', former)))).toEqual(['见']);
  });

  test('in paragraph marks: a deleted one joins two paragraphs', () => {
    const first = inside(run('收到3'), '<w:rPr><w:del/></w:rPr>');
    expect(read(first + paragraph('件'))).toEqual(['收到3件']);
  });
});

describe('Fields', () => {
  const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const code = (text: string): string => `<w:r><w:instrText>${text}</w:instrText></w:r>`;

  test('show their results, not their code', () => {
    const field = `${mark('begin')}${code('PAGE')}${mark('separate')}${run('7')}${mark('end')}`;
    expect(read(inside(run('第') + field + run('页')))).toEqual(['第7页']);
  });

  test('may stand in the code of others', () => {
    const inner = `${mark('begin')}${code('X')}${mark('separate')}${run('9')}${mark('end')}`;
    const outer = `${mark('begin')}${code('IF')}${inner}${mark('separate')}${run('3')}${mark('end')}`;
    expect(read(inside(outer))).toEqual(['3']);
  });

  test('may end in another paragraph than they begin in', () => {
    const first = inside(`${mark('begin')}${code('TOC')}${mark('separate')}${run('一、总体情况')}`);
    expect(read(first + inside(run('二、主动公开') + mark('end')))).toEqual(['一、总体情况', '二、主动公开']);
  });

  test('without an end hide nothing', () => {
    expect(read(inside(`${mark('begin')}${code('PAGE')}${run('12')}`))).toEqual(['12']);
  });
});

describe('Text boxes', () => {
  const box = (text: string): string => `<w:txbxContent>${text}</w:txbxContent>`;
  const modern = (content: string): string =>
    `<w:drawing><wps:wsp><wps:txbx>${box(content)}</wps:txbx></wps:wsp></w:drawing>`;
  const old = (content: string): string =>
    `<w:pict><v:shape><v:textbox>${box(content)}</v:textbox></v:shape></w:pict>`;
  const both = (content: string): string =>
    `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${modern(content)}</mc:Choice><mc:Fallback>${old(content)}</mc:Fallback></mc:AlternateContent></w:r>`;

  test('are read once, behind the paragraph that they are anchored in', () => {
    const content = inside(both(paragraph('框内')) + run('正文')) + paragraph('下文');
    expect(read(content)).toEqual(['正文', '框内', '下文']);
  });

  test('of old and of unknown kinds are read as well', () => {
    expect(read(inside(`<w:r>${old(paragraph('框内'))}</w:r>`))).toEqual(['框内']);
    const unknown = `<w:r><mc:AlternateContent><mc:Choice xmlns:x="urn:x" Requires="x">${modern(paragraph('新'))}</mc:Choice><mc:Fallback>${old(paragraph('旧'))}</mc:Fallback></mc:AlternateContent></w:r>`;
    expect(read(inside(unknown))).toEqual(['旧']);
  });

  test('may hold tables and further boxes', () => {
    const content = table(row('行', '1'), row('列', '2')) + inside(both(paragraph('里')) + run('外'));
    expect(outline(readBody(inside(both(content))))).toEqual([
      [
        ['行', '1'],
        ['列', '2'],
      ],
      '外',
      '里',
    ]);
  });

  test('never change the cell that they float over', () => {
    const floating = `<w:tc><w:tcPr/>${inside(both(paragraph('9')) + run('1'))}</w:tc>`;
    expect(outline(readBody(table(row('件数', floating), row('其他', '2'))))).toEqual([
      [
        ['件数', '1'],
        ['其他', '2'],
      ],
      '9',
    ]);
  });
});

describe('The title that a file says it has', () => {
  const title = '甲市乙局2023年政府信息公开工作年度报告';

  test('counts where the text says the same, in however many lines', () => {
    const lines = paragraph('甲市乙局2023年') + paragraph('政府信息公开工作年度报告');
    expect(readBody(lines, { title }).meta).toEqual({ title });
  });

  test('counts for nothing where the text says something else: it is that of a former file', () => {
    expect(readBody(paragraph('甲市乙局2024年政府信息公开工作年度报告'), { title }).meta).toEqual({});
  });
});
