import { InvalidArgumentError } from 'commander';
import { Command, type CommandContext, whenRun, withJson, withPlace } from '../../command.js';

export function noticesRetryCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('retry')))
    .description('Make notices due again that were given up or are waiting')
    .argument('[notice...]', 'by ID, or by the number that its message carries', parseNames)
    .option('--failed', 'all notices that were given up')
    .action(whenRun(context, () => import('../../commands/notices/retry.js')));
}

/** A notice by its id in the archive, or by the UUID that its message carries. */
export type NoticeName = number | string;

const NUMBER = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function parseNames(text: string, before: readonly NoticeName[] = []): readonly NoticeName[] {
  if (/^[1-9]\d{0,9}$/.test(text)) return [...before, Number(text)];
  if (NUMBER.test(text)) return [...before, text];
  throw new InvalidArgumentError('a notice is named by its ID, or by the number that its message carries');
}
