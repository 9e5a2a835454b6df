/** A printed report as plain text, the way it comes out of a word processor: a cell a line, rows parted by empty lines. */
import { type PrintedReport, splitBlocks, textOf } from './printed.js';

export function textFile(printed: PrintedReport): Buffer {
  const parts = splitBlocks(printed).map((block) => {
    if (block.kind === 'line') return block.text;
    return block.rows.map((row) => row.map((cell) => `\t${textOf(cell)}`).join('\n')).join('\n\n');
  });
  return Buffer.from(parts.join('\n\n'), 'utf8');
}
