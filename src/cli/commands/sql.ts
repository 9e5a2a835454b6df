import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SqlAnswer, SqlValue } from '../../../storage/contract/archive.js';
import { UsageError } from '../../errors.js';
import { plural } from '../../text/plural.js';
import type { CommandContext, OutputOptions } from '../command.js';
import { dataFolderOf } from '../data-folder.js';
import { line } from '../io.js';
import { type FormatOptions, formatOf } from '../row-format.js';
import { printRows, type Row } from '../rows.js';

interface Options extends OutputOptions, FormatOptions {
  readonly param?: readonly string[];
  readonly file?: string;
  readonly limit: number;
  readonly timeout: number;
}

export async function execute(
  { io }: CommandContext,
  statement: string | undefined,
  values: readonly string[],
  options: Options,
): Promise<void> {
  const given =
    options.file === undefined ? values : [...(statement === undefined ? [] : [statement]), ...values];
  const text = options.file === undefined ? statement : readStatement(resolve(io.cwd, options.file));
  if (text === undefined)
    throw new UsageError('no statement given', { hint: 'give it in quotes, or name a file with --file' });
  const format = formatOf(options);
  await dataFolderOf(options, io).readArchive(async (archive) => {
    const answer = await archive.questions.sql({
      text,
      values: given.map(toValue),
      named: namedValues(options.param ?? []),
      rows: options.limit,
      seconds: options.timeout,
      signal: io.signal,
    });
    const columns = answer.columns.map((name) => ({ name }));
    const count = await printRows(io.stdout, format, columns, asRows(answer));
    const note = `${plural(count, 'row')}${answer.more() ? '; there are more (raise --limit)' : ''}`;
    if (format === 'table') line(io.stdout, note);
    else if (answer.more()) line(io.stderr, note);
  });
}

async function* asRows({ rows }: SqlAnswer): AsyncGenerator<Row> {
  for await (const cells of rows) yield { cells: cells.map((cell) => cell ?? { missing: 'null' }) };
}

function readStatement(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError('cannot read the statement', { file, cause });
  }
}

/** A number where the text is one as SQL writes it, else a text; quotes make a text of anything. */
function toValue(text: string): SqlValue {
  const quoted = /^'(.*)'$/s.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

function namedValues(params: readonly string[]): Readonly<Record<string, SqlValue>> {
  return Object.fromEntries(
    params.map((param) => {
      const match = /^[:@$]?([A-Za-z_]\w*)=(.*)$/s.exec(param);
      if (match === null)
        throw new UsageError(`「${param}」 is not name=value`, { hint: 'e.g. --param year=2023' });
      return [match[1] ?? '', toValue(match[2] ?? '')];
    }),
  );
}
