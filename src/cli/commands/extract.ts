import { resolve } from 'node:path';
import { describeError, NianbaoError } from '../../errors.js';
import { readLocalFile } from '../../harvest/deposit/ingest.js';
import type { Derived } from '../../harvest/derive/derive.js';
import type { Deriver } from '../../harvest/derive/deriver.js';
import { PageDrawings } from '../../harvest/derive/page-drawings.js';
import { inOrder } from '../../in-order.js';
import { isReport } from '../../report/recognise.js';
import { type CommandContext, EXIT } from '../command.js';
import { jsonLine, line } from '../io.js';
import { type JobsOption, jobsOf } from '../options/jobs.js';
import { listTable } from '../table.js';
import { showFindings } from '../views/findings-view.js';
import { drawForm } from '../views/form-view.js';
import type { Workspace } from '../workspace.js';
import { workspaceOf } from '../workspace.js';

const NO_PAGES =
  'no picture: it has no pages that could be drawn (--picture draws PDF and OFD files and scans)';

interface Options extends JobsOption {
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly picture?: string;
  readonly config?: string;
}

export async function execute(
  { io, exit }: CommandContext,
  files: string[],
  options: Options,
): Promise<void> {
  const workspace = workspaceOf(options, io);
  const drawings =
    options.picture === undefined
      ? null
      : await PageDrawings.in(resolve(io.cwd, options.picture), (path) => line(io.stderr, `drawn: ${path}`));
  const jobs = jobsOf(options, files.length);
  const hints = hintsOf(workspace);
  let failed = 0;
  const extractAll = async (deriver: Deriver): Promise<void> => {
    const extractOne = async (file: string): Promise<Extracted> => {
      try {
        const bytes = await readLocalFile(file);
        if (drawings === null) return { file, derived: await deriver.derive(bytes, hints), hasPages: true };
        return { file, ...(await drawings.derive(file, bytes, workspace.editions, hints)) };
      } catch (error) {
        if (!(error instanceof NianbaoError)) throw error;
        return { file, error: error.message + (error.hint ? ` (${error.hint})` : '') };
      }
    };
    let isFirst = true;
    // pictures are drawn in this thread, one file after the other
    for await (const one of inOrder(files, drawings === null ? jobs.ahead : 1, extractOne)) {
      if ('error' in one) {
        failed++;
        if (options.json) jsonLine(io.stdout, { file: one.file, error: one.error });
        else line(io.stderr, `nianbao: ${one.file}: ${describeError(new Error(one.error))}`);
      } else {
        const { file, derived, hasPages } = one;
        if (options.json) jsonLine(io.stdout, asJson(file, derived, options));
        else line(io.stdout, `${isFirst ? '' : '\n'}${asText(file, derived, workspace, options)}`);
        if (!hasPages) line(io.stderr, `nianbao: ${file}: ${NO_PAGES}`);
        if (!hasPages || !isReport(derived.report)) failed++;
      }
      isFirst = false;
    }
  };
  await workspace.withDeriver(extractAll, jobs);
  exit(failed > 0 ? EXIT.partial : EXIT.done);
}

/** What came of one file. */
type Extracted =
  | { readonly file: string; readonly derived: Derived; readonly hasPages: boolean }
  | { readonly file: string; readonly error: string };

function hintsOf(workspace: Workspace): {
  hints: { agencies: readonly { name: string; aliases: readonly string[] }[] };
} {
  return { hints: { agencies: workspace.portals().flatMap((portal) => portal.agencies) } };
}

function asJson(file: string, { report, findings }: Derived, { explain }: Options): unknown {
  return {
    file,
    agency: report.agency,
    year: report.year,
    kind: report.kind,
    edition: report.edition,
    figures: Object.fromEntries(report.figures.map((f) => [f.indicator, f.value])),
    reasons: Object.fromEntries(
      report.figures.flatMap((f) => (f.value === null ? [[f.indicator, f.reason]] : [])),
    ),
    ...(explain ? { places: report.figures } : {}),
    claims: report.claims.map(({ indicator, value, text }) => ({ indicator, value, text })),
    findings,
    sections: report.sections,
  };
}

function asText(
  file: string,
  { report, findings }: Derived,
  workspace: Workspace,
  { explain }: Options,
): string {
  const edition = workspace.editions.all.find((e) => e.id === report.edition);
  const head = [
    file,
    `${report.agency ?? '(agency not found)'}  ${report.year ?? '(year not found)'}  ${report.kind}  ${
      edition === undefined ? 'no statutory tables' : `${edition.name.zh} ${edition.notice}`
    }`,
  ];
  const tables = edition === undefined ? [] : ['', drawForm(edition, report.figures)];
  const places = explain && report.figures.length > 0 ? ['', explained(report.figures)] : [];
  return [...head, ...tables, ...places, '', showFindings(findings)].join('\n');
}

/** Where each figure stands. A figure without a place has no cell. */
function explained(figures: Derived['report']['figures']): string {
  const rows = figures.map(({ indicator, value, reason, raw, locator }) => [
    indicator,
    value === null ? (reason ?? '') : String(value),
    raw === null ? '' : JSON.stringify(raw),
    String(locator?.page ?? ''),
    String(locator?.table ?? ''),
    String(locator?.row ?? ''),
    String(locator?.column ?? ''),
  ]);
  return listTable(['INDICATOR', 'VALUE', 'RAW', 'PAGE', 'TABLE', 'ROW', 'COLUMN'], rows, [1, 3, 4, 5, 6]);
}
