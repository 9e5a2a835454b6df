import { expect, it } from 'vitest';
import type { RowFormat } from '../../src/cli/row-format.js';
import { printRows } from '../../src/cli/rows.js';

async function printed(format: RowFormat, cells: readonly (string | number | null)[]): Promise<string> {
  let out = '';
  const sink = { write: (text: string) => (out += text) };
  await printRows(
    sink,
    format,
    cells.map((_, i) => ({ name: `c${i}` })),
    [{ cells }],
  );
  return out;
}

it('CSV for people holds no text that a spreadsheet would run as a formula, and numbers as they are', async () => {
  expect(await printed('csv', ['=HYPERLINK("http://x","甲")', '甲', -3, null, '+1'])).toBe(
    'c0,c1,c2,c3,c4\r\n"\'=HYPERLINK(""http://x"",""甲"")",甲,-3,,\'+1\r\n',
  );
});

it.each(['table', 'csv', 'markdown', 'json', 'jsonl'] as const)(
  'no control character of a source reaches a terminal in %s',
  async (format) => {
    const out = await printed(format, ['\u001b]0;x\u0007甲\u009b2J', 1]);
    expect(out.replace(/[\r\n]/g, '')).not.toMatch(/\p{Cc}/u);
  },
);
