import { expect, it } from 'vitest';
import { outline, read } from '../helpers.js';

it('control characters of a source are shown as characters that could not be read', () => {
  const page =
    '<html><head><title>\u001b]0;名&#27;[2J</title></head><body><p>甲&#7;乙</p>' +
    '<table><tr><td>规章</td><td>&#27;[31m8</td></tr><tr><td>文件</td><td>9&#155;</td></tr></table></body></html>';
  const found = read(page);
  expect(outline(found)).toEqual([
    '甲\ufffd乙',
    [
      ['规章', '\ufffd[31m8'],
      ['文件', '9›'],
    ],
  ]);
  expect(found.meta.title).toBe('\ufffd]0;名\ufffd[2J');
});

it('line breaks in cells stay', () => {
  const page = '<table><tr><td>结果<br>维持</td><td>1</td></tr></table>';
  expect(outline(read(page))).toEqual([[['结果\n维持', '1']]]);
});
