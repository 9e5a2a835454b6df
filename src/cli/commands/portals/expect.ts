import { DRAFT_MARK, editPortalFile } from '../../../config/portal/edit.js';
import { knownPortals } from '../../../config/portal/known-portals.js';
import type { PortalConfig, PortalExpectations } from '../../../config/portal/portal.js';
import { ConfigError, UsageError } from '../../../errors.js';
import { type DraftedExpectations, draftExpectations } from '../../../harvest/nights/draft-expectations.js';
import type { CommandContext, OutputOptions } from '../../command.js';
import { showTime } from '../../format.js';
import { jsonLine, line } from '../../io.js';
import { type Workspace, workspaceOf } from '../../workspace.js';

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
  const portal = chosen(workspace, name);
  const list = workspace.book.listOf(name);
  if (options.write === true && list !== null)
    throw new ConfigError(`portal ${name} has no file of its own, but ${list.where} of this list`, {
      file: list.file,
      hint: 'run it without --write and add the output by hand: a table has columns such as expect.minAgencies',
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

function chosen(workspace: Workspace, name: string): PortalConfig {
  const { portals, faults } = workspace.book;
  const fault = faults.find(({ portal }) => portal === name);
  if (fault !== undefined) throw fault.error;
  const portal = portals.find(({ id }) => id === name);
  if (portal !== undefined) return portal;
  throw new UsageError(`there is no portal 「${name}」`, {
    hint: knownPortals(
      name,
      portals.map(({ id }) => id),
    ),
  });
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
