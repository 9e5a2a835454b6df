import { InvalidArgumentError } from 'commander';
import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';
import { gather, wholeNumber } from '../number-options.js';
import { withFormat } from '../row-format.js';

const ROWS = 1000;

const SECONDS = 30;

const LONGEST_SECONDS = 86_400;

export function sqlCommand(context: CommandContext): Command {
  return withJson(withFormat(withPlace(new Command('sql'))))
    .description('ask the archive in SQL: one statement that reads; docs/archive.md has the tables')
    .argument('[statement]', 'SELECT …, WITH …, VALUES … or EXPLAIN …')
    .argument('[values...]', 'values for ? in their order')
    .option('--param <name=value>', 'a value for :name; may be given several times', gather)
    .option('--file <file>', 'read the statement from a file')
    .option('--limit <n>', 'rows at most', wholeNumber(100_000_000), ROWS)
    .option('--timeout <seconds>', 'seconds until the statement is ended', parseSeconds, SECONDS)
    .action(whenRun(context, () => import('../commands/sql.js')));
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || seconds <= 0 || seconds > LONGEST_SECONDS) {
    throw new InvalidArgumentError(`seconds from above 0 to ${LONGEST_SECONDS} are expected`);
  }
  return seconds;
}
