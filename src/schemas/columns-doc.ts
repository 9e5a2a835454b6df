import { COVERAGE } from '../dataset/coverage.js';
import { MEASURE_DEFINITIONS, MEASURES } from '../dataset/measures-table.js';
import type { Table } from '../dataset/table.js';
import { INDICATORS, snapshotTables } from '../dataset/tables.js';

/** docs/columns.md: the columns of every table of a dataset, which its codebooks list too. Markdown, ends in a line break. */
export function columnsDoc(): string {
  const stored = [...snapshotTables([], []).values()];
  const tables = [...stored, COVERAGE, MEASURES, MEASURE_DEFINITIONS, INDICATORS];
  const head = [
    '# Columns of a dataset',
    '`npm run schema` generates this page from the code, and a test compares the two. The codebooks in a dataset list the same columns, in Chinese too. [dataset.md](dataset.md) explains files, nulls and types; the columns of `query`, `top` and the other commands are in [cli.md](cli.md).',
    'Where a column has a fixed set of values, its type lists them. `reports` has, after these columns, one column per indicator, named by its id.',
  ];
  return `${[...head, ...tables.map(sectionOf)].join('\n\n')}\n`;
}

function sectionOf({ name, en, columns, key }: Table): string {
  const rows = columns.map(({ name: column, type, en: meaning, values }) => {
    const types =
      values === undefined ? type : `${type}: ${values.map((value) => `\`${value}\``).join(', ')}`;
    return `| \`${column}\` | ${types} | ${meaning.replaceAll('|', '\\|')} |`;
  });
  const keys = key.map((column) => `\`${column}\``).join(', ');
  return [
    `## ${name}`,
    `${en}.${key.length === 0 ? '' : ` Key: ${keys}.`}`,
    ['| column | type | meaning |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}
