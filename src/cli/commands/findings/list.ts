import { type FindingRecord, REVIEW_STATES, type ReviewState } from '../../../../storage/contract/archive.js';
import type { Severity } from '../../../report/model.js';
import { type ChoiceOptions, choicesOf, withChoice } from '../../choose-reports.js';
import {
  Command,
  type CommandContext,
  Option,
  type OutputOptions,
  withJson,
  withPlace,
  workspaceOf,
} from '../../command.js';
import { showReview } from '../../findings-view.js';
import { plural } from '../../format.js';
import { jsonLine, line } from '../../io.js';

interface Options extends OutputOptions, ChoiceOptions {
  readonly severity?: Severity;
  readonly review?: ReviewState;
}

export function findingsListCommand({ io }: CommandContext): Command {
  return withJson(withPlace(withChoice(new Command('list'))))
    .description('list findings against latest versions, each with the fingerprint that names it')
    .addOption(new Option('--severity <severity>', 'how grave').choices(['error', 'warning', 'info']))
    .addOption(
      new Option('--review <state>', 'what was said of it; open: nothing yet').choices(REVIEW_STATES),
    )
    .action(async (options: Options) => {
      const { rule, severity, review } = options;
      let count = 0;
      await workspaceOf(options, io).withArchive('read', async (archive) => {
        for (const choice of await choicesOf(archive, options)) {
          const filter = {
            ...choice,
            ...(rule && { rule }),
            ...(severity && { severity }),
            ...(review && { review }),
          };
          for await (const finding of archive.reviews.findings(filter)) {
            count++;
            if (options.json) jsonLine(io.stdout, finding);
            else line(io.stdout, inWords(finding));
          }
        }
      });
      if (!options.json) line(io.stdout, plural(count, 'finding'));
    });
}

/** One line: which finding, on which report, and what was said of it. */
export function inWords(finding: FindingRecord): string {
  const { fingerprint, severity, report, rule, message } = finding;
  const name = `${report.agency} ${report.year}${report.kind === 'own' ? '' : ` (${report.kind})`}`;
  return `${fingerprint}  ${severity.padEnd(7)}  ${name}  ${rule}  ${message}${showReview(finding.review)}`;
}
