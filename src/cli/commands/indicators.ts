import { UsageError } from '../../errors.js';
import { columnsAbout } from '../../questions/columns.js';
import { plural } from '../../text/plural.js';
import { closest } from '../../text/suggest.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { line } from '../io.js';
import { type FormatOptions, formatOf } from '../row-format.js';
import { printRows } from '../rows.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions, FormatOptions {
  readonly edition?: string;
}

export async function execute(
  { io }: CommandContext,
  pattern: string | undefined,
  options: Options,
): Promise<void> {
  const { editions } = workspaceOf(options, io);
  const { edition } = options;
  if (edition !== undefined && !editions.all.some(({ id }) => id === edition)) {
    throw new UsageError(`there is no edition 「${edition}」`, {
      hint: `editions: ${editions.all.map(({ id }) => id).join(', ')}`,
    });
  }
  const all = editions.indicators.filter((i) => edition === undefined || i.editions.includes(edition));
  const found = pattern === undefined ? all : columnsAbout(pattern, all);
  if (found.length === 0 && pattern !== undefined) {
    const near = closest(
      pattern,
      all.flatMap(({ id, row }) => [id, row.zh]),
    );
    throw new UsageError(`no indicator has 「${pattern}」 in its id or label`, {
      ...(near.length > 0 ? { hint: `did you mean ${near.join(', ')}?` } : {}),
    });
  }
  const format = formatOf(options);
  await printRows(
    io.stdout,
    format,
    [
      { name: 'indicator', head: 'INDICATOR' },
      { name: 'label_zh', head: 'LABEL' },
      ...(format === 'table' ? [] : [{ name: 'label_en' }]),
      { name: 'unit', head: 'UNIT' },
      { name: 'editions', head: 'EDITIONS' },
    ],
    found.map(({ id, zh, en, unit, editions: of }) => ({
      cells: [id, zh, ...(format === 'table' ? [] : [en]), unit, of.join(' ')],
      object: { indicator: id, label_zh: zh, label_en: en, unit, editions: of },
    })),
  );
  if (format === 'table') line(io.stdout, plural(found.length, 'indicator'));
}
