import { resolve } from 'node:path';
import { fetchOnePage } from '../../../crawlers/probe/probe.js';
import { readLocalFile } from '../../harvest/deposit/ingest.js';
import { readingDifferences } from '../../simulation/fixture/compare.js';
import { makeFixture } from '../../simulation/fixture/make-fixture.js';
import { plural } from '../../text/plural.js';
import { type CommandContext, EXIT } from '../command.js';
import { remindOfContact } from '../contact-reminder.js';
import { type CliIo, line } from '../io.js';
import { demandNewFile, writeNewFile } from '../new-file.js';
import { type Workspace, workspaceOf } from '../workspace.js';

interface Options {
  readonly out: string;
  readonly seed: number;
  readonly allowPrivateAddresses?: boolean;
  readonly config?: string;
}

/** Differences that are printed. */
const SHOWN = 20;

interface Source {
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

export async function execute({ io, exit }: CommandContext, source: string, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const out = resolve(io.cwd, options.out);
  demandNewFile(out);
  const { bytes, contentType } = await sourceOf(source, options, workspace, io);
  await workspace.withDeriver(async (deriver) => {
    const hint = contentType === undefined ? {} : { contentType };
    const original = await deriver.derive(bytes, hint);
    const { agency } = original.report;
    const { names, replaced, ...fixture } = makeFixture(bytes, {
      editions: deriver.editions.all,
      agencies: [...(agency === null ? [] : [agency]), ...original.aliases],
      seed: options.seed,
      contentType,
    });
    await writeNewFile(out, fixture.bytes);
    for (const [name, invented] of names) {
      if (name !== invented) line(io.stdout, `${name} is called ${invented}`);
    }
    line(io.stdout, `${plural(replaced, 'character')} replaced; written: ${out}`);
    const differences = readingDifferences(original, await deriver.derive(fixture.bytes, hint), names);
    for (const difference of differences.slice(0, SHOWN)) line(io.stderr, `nianbao: ${out}: ${difference}`);
    const more = differences.length - SHOWN;
    if (more > 0) line(io.stderr, `nianbao: ${out}: and ${plural(more, 'difference')} more`);
    exit(differences.length > 0 ? EXIT.failed : EXIT.done);
  });
}

/** The bytes of a file, or of the page at an address: fetched as `portals probe` does, from its own host only. */
async function sourceOf(source: string, options: Options, workspace: Workspace, io: CliIo): Promise<Source> {
  if (!/^https?:\/\//i.test(source)) return { bytes: await readLocalFile(source) };
  const allowPrivateAddresses = options.allowPrivateAddresses === true;
  if (!allowPrivateAddresses) remindOfContact(workspace.settings, workspace.configFolder, io);
  const { body, headers } = await fetchOnePage(source, {
    settings: workspace.settings,
    allowPrivateAddresses,
    signal: io.signal,
  });
  return { bytes: body, contentType: headers['content-type'] ?? '' };
}
