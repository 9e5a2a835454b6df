import type { FindingRecord, ReviewState } from '../../../../storage/contract/archive.js';
import { demandRule } from '../../../checks/rules.js';
import type { Severity } from '../../../report/model.js';
import { plural } from '../../../text/plural.js';
import { type ChoiceOptions, choicesOf } from '../../choose-reports.js';
import type { CommandContext, OutputOptions } from '../../command.js';
import { dataFolderOf } from '../../data-folder.js';
import { jsonLine, line } from '../../io.js';
import { showReview } from '../../views/findings-view.js';

interface Options extends OutputOptions, ChoiceOptions {
  readonly severity?: Severity;
  readonly review?: ReviewState;
}

export async function execute({ io }: CommandContext, options: Options): Promise<void> {
  const { rule, severity, review } = options;
  if (rule !== undefined) demandRule(rule);
  let count = 0;
  await dataFolderOf(options, io).readArchive(async (archive) => {
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
}

/** One line: which finding, on which report, and what was said of it. */
export function inWords(finding: FindingRecord): string {
  const { fingerprint, severity, report, rule, message } = finding;
  const name = `${report.agency} ${report.year}${report.kind === 'own' ? '' : ` (${report.kind})`}`;
  return `${fingerprint}  ${severity.padEnd(7)}  ${name}  ${rule}  ${message}${showReview(finding.review)}`;
}
