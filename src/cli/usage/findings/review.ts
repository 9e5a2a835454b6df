import { REVIEW_STATES } from '../../../../storage/contract/archive.js';
import {
  Command,
  type CommandContext,
  InvalidArgumentError,
  Option,
  whenRun,
  withJson,
  withPlace,
} from '../../command.js';

const SHORTEST = 4;

export function findingsReviewCommand(context: CommandContext): Command {
  return withJson(withPlace(new Command('review')))
    .description('Confirm or dismiss a finding; the review survives rebuilds while the figures stay the same')
    .argument('<fingerprint>', 'fingerprint of the finding, or its first digits', parseFingerprint)
    .addOption(
      new Option('--as <state>', 'confirmed, dismissed, or open to withdraw either')
        .choices(REVIEW_STATES)
        .makeOptionMandatory(),
    )
    .requiredOption('--note <text>', 'the reason', parseNote)
    .option('--by <name>', 'the reviewer')
    .action(whenRun(context, () => import('../../commands/findings/review.js')));
}

function parseFingerprint(text: string): string {
  const name = text.toLowerCase();
  if (!/^[0-9a-f]{4,64}$/.test(name)) {
    throw new InvalidArgumentError(
      `a fingerprint is ${SHORTEST} or more of the digits 0-9 and a-f; nianbao findings lists them`,
    );
  }
  return name;
}

function parseNote(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('give the reason in a few words');
  return text.trim();
}
