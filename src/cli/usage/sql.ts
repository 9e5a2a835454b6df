import { InvalidArgumentError } from 'commander';
import { Command, type CommandContext, whenRun, withJson, withPlace } from '../command.js';
import { gather, wholeNumber } from '../options/numbers.js';
import { withFormat } from '../row-format.js';

const ROWS = 1000;

const SECONDS = 30;

const LONGEST_SECONDS = 86_400;

export function sqlCommand(context: CommandContext): Command {
  return withJson(withFormat(withPlace(new Command('sql'))))
    .description('Query the archive with one read-only SQL statement; docs/archive.md lists the tables')
    .argument('[statement]', 'SELECT …, WITH …, VALUES … or EXPLAIN …')
    .argument('[values...]', 'values for the ? in the statement, in order')
    .option('--param <name=value>', 'a value for :name; repeatable', gather)
    .option('--file <file>', 'read the statement from a file')
    .option('--limit <n>', 'maximum number of rows', wholeNumber(100_000_000), ROWS)
    .option('--timeout <seconds>', 'seconds after which the statement is stopped', parseSeconds, SECONDS)
    .action(whenRun(context, () => import('../commands/sql.js')));
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || seconds <= 0 || seconds > LONGEST_SECONDS) {
    throw new InvalidArgumentError(`it must be a number of seconds above 0, at most ${LONGEST_SECONDS}`);
  }
  return seconds;
}
