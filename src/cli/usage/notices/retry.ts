import { InvalidArgumentError } from 'commander';
import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';

export function noticesRetryCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('retry')))
    .description('make notices due at once that were given up or are waiting')
    .argument('[id...]', 'as `nianbao notices` shows them', parseIds)
    .option('--failed', 'all that were given up')
    .action(whenRun(context, () => import('../../commands/notices/retry.js')));
}

function parseIds(text: string, before: readonly number[] | undefined): readonly number[] {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError('a notice has a whole number from 1');
  return [...(before ?? []), Number(text)];
}
