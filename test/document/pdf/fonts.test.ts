import { describe, expect, it } from 'vitest';
import { pdfPages } from '../../../src/document/pdf/document.js';
import { LIMITS } from '../layout/drawn-report.js';
import { FIRST_FREE, stream, ucs2, writePdf } from './writer.js';

const UNTOLD = '\ufffd';
const PAGE = { width: 400, height: 300, texts: [], rules: [] };
const DESCRIPTOR =
  '<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 800 /StemV 80 >>';

/** The characters that a page draws, in its order, with the places of their left edges. */
async function drawn(operators: string, objects: readonly string[] = []) {
  const bytes = Buffer.from(writePdf([PAGE], { objects, after: operators })).toString('latin1');
  // readers find the objects of a file whose table is off by searching them
  const changed = bytes.replace('/F1 3 0 R', `/F1 3 0 R /F2 ${FIRST_FREE} 0 R`);
  const runs = [];
  for await (const page of pdfPages(Buffer.from(changed, 'latin1'), LIMITS, [])) {
    runs.push(...page.content.ink.page().runs);
  }
  return runs;
}

async function textOf(shown: string, objects: readonly string[]): Promise<string> {
  return (await drawn(`BT /F2 12 Tf 50 200 Td ${shown} Tj ET`, objects)).map(({ text }) => text).join('');
}

/** A font whose characters are numbers of its own, with a table of some of their meanings or without. */
function chineseFont(ordering: string, meanings?: string): string[] {
  const table = meanings === undefined ? '' : `/ToUnicode ${FIRST_FREE + 3} 0 R`;
  return [
    `<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SimSun /Encoding /Identity-H /DescendantFonts [${FIRST_FREE + 1} 0 R] ${table} >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 0 >> /FontDescriptor ${FIRST_FREE + 2} 0 R /DW 1000 >>`,
    DESCRIPTOR,
    ...(meanings === undefined ? [] : [stream('', characterMap(meanings))]),
  ];
}

const characterMap = (lines: string): string =>
  `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange ${lines} endcmap end end`;

describe('a character of a PDF', () => {
  it('is untold where its font gives it no meaning: its number is none', async () => {
    expect(await textOf('<003300340035>', chineseFont('Identity'))).toBe(UNTOLD.repeat(3));
  });

  it('is told as far as its font has a table', async () => {
    const some = chineseFont('Identity', '1 beginbfchar <0033> <0037> endbfchar');
    expect(await textOf('<003300340035>', some)).toBe(`7${UNTOLD}${UNTOLD}`);
  });

  it('is untold where a table of its font leaves out the digit that the code would be without one', async () => {
    const simple = (meanings: string): string[] => [
      `<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Times#20New /Encoding /WinAnsiEncoding /FirstChar 48 /LastChar 57 /Widths [${'500 '.repeat(10)}] /FontDescriptor ${FIRST_FREE + 1} 0 R /ToUnicode ${FIRST_FREE + 2} 0 R >>`,
      DESCRIPTOR,
      stream('', characterMap(meanings)),
    ];
    expect(await textOf('(1235)', simple('2 beginbfchar <31> <0037> <32> <0038> endbfchar'))).toBe(
      `78${UNTOLD}${UNTOLD}`,
    );
    expect(await textOf('(1235)', simple('1 beginbfrange <30> <39> <0030> endbfrange'))).toBe('1235');
    expect(await textOf('(12)', simple('1 beginbfrange <31> <32> [<0034> <0035>] endbfrange'))).toBe('45');
  });

  it('is told by the numbers of Adobe-GB1, which are the same in every font', async () => {
    expect(await textOf('<001300140015>', chineseFont('GB1'))).toBe('234');
  });

  it('is untold where it means a control, private use or half of a character', async () => {
    const odd = chineseFont('Identity', '3 beginbfchar <0033> <E001> <0034> <0000> <0035> <FFFD> endbfchar');
    expect(await textOf('<003300340035>', odd)).toBe(UNTOLD.repeat(3));
  });

  it('may be several letters, which stand at its place', async () => {
    const ligature = chineseFont('Identity', '1 beginbfchar <0033> <00660069> endbfchar');
    const runs = await drawn('BT /F2 12 Tf 50 200 Td <0033> Tj ET', ligature);
    expect(runs.map(({ text, x }) => [text, x])).toEqual([['fi', 50]]);
  });

  it('is untold where the file has no such font', async () => {
    expect(await textOf('(123)', ['null'])).toBe(UNTOLD.repeat(3));
  });
});

describe('the characters of a PDF are all there', () => {
  const show = (text: string, x = 50, y = 200): string =>
    `BT /F1 12 Tf 1 0 0 1 ${x} ${y} Tm <${ucs2(text)}> Tj ET`;
  const texts = async (operators: string): Promise<string[]> =>
    (await drawn(operators)).map(({ text }) => text);

  it('where the same is printed again over what was painted over', async () => {
    expect(await texts(`${show('35')} 1 g 40 190 60 30 re f 0 g ${show('37')}`)).toEqual(['3', '7']);
  });

  it('where one digit stands close beside its like', async () => {
    expect(await texts(`${show('1')} ${show('1', 53)} ${show('1', 56)}`)).toEqual(['1', '1', '1']);
  });

  it('where two digits are printed on one another', async () => {
    expect(await texts(`BT /F1 12 Tf 50 200 Td [<${ucs2('8')}> 500 <${ucs2('9')}>] TJ ET`)).toEqual([
      '8',
      '9',
    ]);
  });

  it('where a line ends with a dash', async () => {
    expect(await texts(`${show('a-')} ${show('b', 50, 180)}`)).toEqual(['a', '-', 'b']);
  });

  it('where the file says that they mean another text', async () => {
    expect(await texts(`/Span << /ActualText (999) >> BDC ${show('676')} EMC`)).toEqual(['6', '7', '6']);
  });

  it('where they are set from top to bottom', async () => {
    const vertical = chineseFont('GB1');
    vertical[0] = vertical[0]?.replace('Identity-H', 'Identity-V') ?? '';
    const runs = await drawn(
      'q 0.05 0 0 0.05 0 0 cm BT /F2 200 Tf 1000 4000 Td <001300140015> Tj ET Q',
      vertical,
    );
    expect(runs.map(({ text, x, y }) => [text, Math.round(x), Math.round(y)])).toEqual([
      ['2', 45, 100],
      ['3', 45, 110],
      ['4', 45, 120],
    ]);
  });
});
