import type { Table } from '../table.js';
import { cellAt } from './block.js';
import type { TextEncoder } from './text.js';

const NEWLINE = 0x0a;
const END = 0x7d;

/** One JSON object a line, every column in every line; null is null. */
export function jsonlEncoder(table: Table): TextEncoder {
  const names = table.columns.map(({ name }, i) =>
    Buffer.from(`${i === 0 ? '{' : ','}${JSON.stringify(name)}:`),
  );
  return {
    head: () => undefined,
    rows({ rows, columns }, into) {
      const parts = columns.map((column, index) => ({ name: names[index] ?? Buffer.of(), column }));
      for (let row = 0; row < rows; row++) {
        for (const { name, column } of parts) {
          into.bytes(name);
          const cell = cellAt(column, row);
          if (typeof cell === 'number') into.number(cell);
          else into.text(cell === null ? 'null' : JSON.stringify(cell));
        }
        into.byte(END);
        into.byte(NEWLINE);
      }
    },
  };
}
