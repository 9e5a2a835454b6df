import type { Archive, FindingRecord, ReviewState } from '../../../../storage/contract/archive.js';
import { NianbaoError, UsageError } from '../../../errors.js';
import type { CommandContext, OutputOptions } from '../../command.js';
import { jsonLine, line } from '../../io.js';
import { workspaceOf } from '../../workspace.js';
import { inWords } from './list.js';

interface Options extends OutputOptions {
  readonly as: ReviewState;
  readonly note: string;
  readonly by?: string;
}

const SHOWN = 8;

export async function execute({ io }: CommandContext, fingerprint: string, options: Options): Promise<void> {
  const said = await workspaceOf(options, io).withArchive('write', async (archive) => {
    const finding = await theFinding(archive, fingerprint);
    const review = { state: options.as, note: options.note, by: options.by ?? null, at: io.now() };
    await archive.reviews.review(finding.fingerprint, review);
    return { ...finding, review };
  });
  if (options.json) jsonLine(io.stdout, said);
  else line(io.stdout, inWords(said));
}

async function theFinding(archive: Archive, prefix: string): Promise<FindingRecord> {
  const found = await archive.reviews.matching(prefix);
  const [only] = found;
  if (only === undefined) {
    throw new NianbaoError('no_finding', `the archive has no finding ${prefix}`, {
      hint: '`nianbao findings` lists them; when its figures change, a finding gets a new fingerprint',
    });
  }
  if (found.length === 1) return only;
  const shown = found
    .slice(0, SHOWN)
    .map(({ fingerprint, report, rule }) => `${fingerprint} (${report.agency} ${report.year} ${rule})`);
  throw new UsageError(`${prefix} matches several findings: ${shown.join('; ')}`, {
    hint: 'give more digits',
  });
}
