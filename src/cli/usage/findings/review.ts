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
    .description('say what you think of a finding; it is kept over rebuilds while its figures stay the same')
    .argument('<fingerprint>', 'the finding, by its fingerprint or the beginning of it', parseFingerprint)
    .addOption(
      new Option('--as <state>', 'confirmed, dismissed, or open to take either back')
        .choices(REVIEW_STATES)
        .makeOptionMandatory(),
    )
    .requiredOption('--note <text>', 'why', parseNote)
    .option('--by <name>', 'who says so')
    .action(whenRun(context, () => import('../../commands/findings/review.js')));
}

function parseFingerprint(text: string): string {
  const name = text.toLowerCase();
  if (!/^[0-9a-f]{4,64}$/.test(name)) {
    throw new InvalidArgumentError(
      `a fingerprint is ${SHORTEST} or more of the digits 0-9 a-f, see nianbao findings`,
    );
  }
  return name;
}

function parseNote(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('say why in a few words');
  return text.trim();
}
