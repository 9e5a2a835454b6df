import {
  type Archive,
  type FindingRecord,
  REVIEW_STATES,
  type ReviewState,
} from '../../../../storage/contract/archive.js';
import { NianbaoError, UsageError } from '../../../errors.js';
import {
  Command,
  type CommandContext,
  InvalidArgumentError,
  Option,
  type OutputOptions,
  withJson,
  withPlace,
  workspaceOf,
} from '../../command.js';
import { jsonLine, line } from '../../io.js';
import { inWords } from './list.js';

interface Options extends OutputOptions {
  readonly as: ReviewState;
  readonly note: string;
  readonly by?: string;
}

const SHORTEST = 4;
const SHOWN = 8;

export function findingsReviewCommand({ io }: CommandContext): Command {
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
    .action(async (fingerprint: string, options: Options) => {
      const said = await workspaceOf(options, io).withArchive('write', async (archive) => {
        const finding = await theFinding(archive, fingerprint);
        const review = { state: options.as, note: options.note, by: options.by ?? null, at: io.now() };
        await archive.reviews.review(finding.fingerprint, review);
        return { ...finding, review };
      });
      if (options.json) jsonLine(io.stdout, said);
      else line(io.stdout, inWords(said));
    });
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

async function theFinding(archive: Archive, prefix: string): Promise<FindingRecord> {
  const found = await archive.reviews.matching(prefix);
  const [only] = found;
  if (only === undefined) {
    throw new NianbaoError('no_finding', `the archive has no finding ${prefix}`, {
      hint: 'see `nianbao findings`; a finding whose figures changed has another fingerprint',
    });
  }
  if (found.length === 1) return only;
  const shown = found
    .slice(0, SHOWN)
    .map(({ fingerprint, report, rule }) => `${fingerprint} (${report.agency} ${report.year} ${rule})`);
  throw new UsageError(`${prefix} can mean several findings: ${shown.join('; ')}`, {
    hint: 'give more digits',
  });
}
