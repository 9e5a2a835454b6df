import { DRAFT_MARK, editPortalFile } from '../../../config/portal/edit.js';
import { type PortalExpectations, portalIds } from '../../../config/portal/portal.js';
import { UsageError } from '../../../errors.js';
import { type DraftedExpectations, draftExpectations } from '../../../harvest/nights/draft-expectations.js';
import type { CommandContext, OutputOptions } from '../../command.js';
import { showTime } from '../../format.js';
import { jsonLine, line } from '../../io.js';
import { workspaceOf } from '../../workspace.js';

interface Options extends OutputOptions {
  readonly write?: boolean;
}

const KEYS = [
  'firstYear',
  'minAgencies',
  'maxReportsPerYear',
  'minReadable',
] as const satisfies readonly (keyof PortalExpectations)[];

export async function execute({ io }: CommandContext, name: string, options: Options): Promise<void> {
  const workspace = workspaceOf(options, io);
  const known = portalIds(workspace.configFolder);
  const portal = known.includes(name) ? workspace.portals().find(({ id }) => id === name) : undefined;
  if (portal === undefined)
    throw new UsageError(`there is no portal 「${name}」`, {
      hint: known.length === 0 ? 'none is configured' : `known portals: ${known.join(', ')}`,
    });
  const drafted = await workspace.withArchive('read', (archive) =>
    workspace.withDeriver((deriver) => draftExpectations({ archive, deriver, portal, at: io.now() })),
  );
  const block = blockOf(drafted, showTime(io.now()));
  const { configFolder, settings } = workspace;
  const written =
    options.write === true ? await editPortalFile(name, 'expect', block, { configFolder, settings }) : null;
  const yaml = `${block.join('\n')}\n`;
  const { expect, because } = drafted;
  if (options.json) jsonLine(io.stdout, { portal: name, expect, because, yaml, written });
  else line(io.stdout, yaml.trimEnd());
  if (written !== null) line(io.stderr, `written: ${written}`);
}

/** The lines of the YAML; comments say what each number was drawn from. */
function blockOf({ expect, because, from }: DraftedExpectations, at: string): readonly string[] {
  return [
    'expect:',
    `  ${DRAFT_MARK} by \`nianbao portals expect\` on ${at} (China), from ${from}.`,
    ...KEYS.filter((key) => expect[key] !== undefined).map((key) => {
      const why = because[key];
      return `  ${key}: ${expect[key]}${why === undefined ? '' : ` # ${why.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`}`;
    }),
  ];
}
