import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { SqlAnswer, SqlValue } from '../../../storage/contract/archive.js';
import { UsageError } from '../../errors.js';
import {
  Command,
  type CommandContext,
  type OutputOptions,
  withJson,
  withPlace,
  workspaceOf,
} from '../command.js';
import { plural } from '../format.js';
import { line } from '../io.js';
import { gather, wholeNumber } from '../number-options.js';
import { type FormatOptions, formatOf, printRows, type Row, withFormat } from '../rows.js';

interface Options extends OutputOptions, FormatOptions {
  readonly param?: readonly string[];
  readonly file?: string;
  readonly limit: number;
  readonly timeout: number;
}

const ROWS = 1000;
const SECONDS = 30;
const LONGEST_SECONDS = 86_400;

export function sqlCommand({ io }: CommandContext): Command {
  return withJson(withFormat(withPlace(new Command('sql'))))
    .description('ask the archive in SQL: one statement that reads; docs/archive.md has the tables')
    .argument('[statement]', 'SELECT …, WITH …, VALUES … or EXPLAIN …')
    .argument('[values...]', 'values for ? in their order')
    .option('--param <name=value>', 'a value for :name; may be given several times', gather)
    .option('--file <file>', 'read the statement from a file')
    .option('--limit <n>', 'rows at most', wholeNumber(100_000_000), ROWS)
    .option('--timeout <seconds>', 'seconds until the statement is ended', parseSeconds, SECONDS)
    .action(async (statement: string | undefined, values: readonly string[], options: Options) => {
      const given =
        options.file === undefined ? values : [...(statement === undefined ? [] : [statement]), ...values];
      const text = options.file === undefined ? statement : readStatement(resolve(io.cwd, options.file));
      if (text === undefined)
        throw new UsageError('there is no statement', { hint: 'give it in quotes, or --file' });
      const format = formatOf(options);
      await workspaceOf(options, io).withArchive('read', async (archive) => {
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
        const note = `${plural(count, 'row')}${answer.more() ? '; there are more (--limit)' : ''}`;
        if (format === 'table') line(io.stdout, note);
        else if (answer.more()) line(io.stderr, note);
      });
    });
}

async function* asRows({ rows }: SqlAnswer): AsyncGenerator<Row> {
  for await (const cells of rows) yield { cells: cells.map((cell) => cell ?? { missing: 'null' }) };
}

function readStatement(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError('the statement can not be read', { file, cause });
  }
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || seconds <= 0 || seconds > LONGEST_SECONDS) {
    throw new InvalidArgumentError(`seconds from above 0 to ${LONGEST_SECONDS} are expected`);
  }
  return seconds;
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
