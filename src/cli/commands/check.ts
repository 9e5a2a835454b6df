import type { Archive } from '../../../storage/contract/archive.js';
import { ruleFamily, ruleMatcher } from '../../checks/rule-pattern.js';
import { demandRule } from '../../checks/rules.js';
import { type CheckedReport, type CheckedResult, checkArchive } from '../../harvest/deposit/check-archive.js';
import { type CrossYearOptions, expectedFrom, refreshCrossYear } from '../../harvest/nights/cross-year.js';
import type { Severity } from '../../report/model.js';
import { plural } from '../../text/plural.js';
import { type ChoiceOptions, choicesOf } from '../choose-reports.js';
import { type CommandContext, EXIT, type OutputOptions } from '../command.js';
import { type CliIo, jsonLine, line } from '../io.js';
import { startProgress } from '../progress.js';
import { listTable } from '../table.js';
import { showReview } from '../views/findings-view.js';
import { workspaceOf } from '../workspace.js';

interface Options extends OutputOptions, ChoiceOptions {
  readonly severity?: Severity;
  readonly status: CheckedResult['verdict'];
  readonly summary?: boolean;
  readonly strict?: boolean;
  readonly refresh?: boolean;
}

export async function execute({ io, exit }: CommandContext, options: Options): Promise<void> {
  if (options.rule !== undefined) demandRule(options.rule);
  const workspace = workspaceOf(options, io);
  const parts = {
    editions: workspace.editions,
    expected: expectedFrom(workspace.portals()),
    signal: io.signal,
  };
  const tally = await workspace.withArchive(options.refresh ? 'write' : 'read', async (archive) => {
    if (options.refresh) {
      await archive.crossYear.markAll();
      await refreshCrossYear({ ...parts, archive });
    }
    return checkAll(archive, parts, options, io);
  });
  if (options.json) {
    if (options.summary) jsonLine(io.stdout, { reports: tally.reports, rules: tally.rows() });
  } else {
    line(io.stdout, tally.asTable());
  }
  exit(io.signal.aborted ? EXIT.partial : options.strict && tally.standing > 0 ? EXIT.failed : EXIT.done);
}

async function checkAll(
  archive: Archive,
  parts: Omit<CrossYearOptions, 'archive'>,
  options: Options,
  io: CliIo,
): Promise<Tally> {
  const tally = new Tally(options.rule === undefined);
  const matches = options.rule === undefined ? () => true : ruleMatcher(options.rule);
  const isMeant = (result: CheckedResult): boolean =>
    matches(result.rule) && (options.severity === undefined || options.severity === result.severity);
  const isAll = [options.agency, options.region, options.portal, options.year].every((o) => o === undefined);
  const progress = isAll ? startProgress(io, 'reports', { foretells: true }) : null;
  progress?.total((await archive.status()).reports);
  try {
    for (const filter of await choicesOf(archive, options)) {
      for await (const { version, results } of checkArchive({ ...parts, archive, filter })) {
        progress?.step(version.report.agency);
        const meant = results.filter(isMeant);
        tally.add(meant);
        if (!options.summary) list({ version, results: meant }, options, io);
      }
    }
  } finally {
    progress?.done();
  }
  return tally;
}

function list({ version, results }: CheckedReport, { status, json }: Options, io: CliIo): void {
  const listed = results.filter((result) => result.verdict === status);
  if (listed.length === 0) return;
  const { report, number, source } = version;
  if (json) {
    for (const result of listed) {
      const { finding, verdict: _, ...rest } = result;
      const { fingerprint = null, review = null, against = null } = finding ?? {};
      jsonLine(io.stdout, {
        report,
        version: number,
        source,
        status,
        ...rest,
        against,
        fingerprint,
        review,
      });
    }
    return;
  }
  const place = report.region === '' ? '' : ` (${report.region})`;
  line(io.stdout, `${report.agency}${place} ${report.year}, ${report.kind}  ${source}`);
  for (const { severity, rule, message, finding } of listed) {
    const name = finding === null ? '' : `${finding.fingerprint}  `;
    line(
      io.stdout,
      `  ${name}${severity.padEnd(7)}  ${rule}  ${message}${showReview(finding?.review ?? null)}`,
    );
  }
}

interface Counts {
  pass: number;
  fail: number;
  undetermined: number;
}

/** Counts results by rule, or by family of rules. */
class Tally {
  reports = 0;
  /** Fails that nobody has dismissed. */
  standing = 0;
  readonly #byFamily: boolean;
  readonly #rules = new Map<string, Counts>();

  constructor(byFamily: boolean) {
    this.#byFamily = byFamily;
  }

  add(results: readonly CheckedResult[]): void {
    this.reports++;
    for (const { rule, verdict, finding } of results) {
      const name = this.#byFamily ? ruleFamily(rule) : rule;
      const counts = this.#rules.get(name) ?? { pass: 0, fail: 0, undetermined: 0 };
      counts[verdict]++;
      this.#rules.set(name, counts);
      if (verdict === 'fail' && finding?.review?.state !== 'dismissed') this.standing++;
    }
  }

  rows(): readonly ({ readonly rule: string } & Counts)[] {
    return [...this.#rules]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([rule, counts]) => ({ rule, ...counts }));
  }

  asTable(): string {
    const rows = this.rows().map(({ rule, pass, fail, undetermined }) => {
      const decided = pass + fail;
      const share = decided === 0 ? '-' : `${((100 * fail) / decided).toFixed(1)} %`;
      return [rule, String(pass), String(fail), String(undetermined), share];
    });
    const head = ['RULE', 'PASS', 'FAIL', 'UNDETERMINED', 'FAIL RATE'];
    const table = rows.length === 0 ? [] : ['', listTable(head, rows, [1, 2, 3, 4])];
    return [...table, `${plural(this.reports, 'report')} checked`].join('\n').replace(/^\n/, '');
  }
}
