import type { Archive } from '../../storage/contract/archive.js';
import { NianbaoError } from '../errors.js';
import { type Command, InvalidArgumentError, Option, parseYears } from './command.js';

/** Report years, both included. */
interface Years {
  readonly from: number;
  readonly to: number;
}

/** Options by which reports are chosen. */
export interface ChoiceOptions {
  readonly rule?: string;
  readonly agency?: string;
  readonly region?: string;
  readonly portal?: string;
  readonly year?: Years;
}

function parseRange(text: string): Years {
  const years = parseYears(text);
  return { from: years[0] ?? 0, to: years.at(-1) ?? 0 };
}

function parseRule(text: string): string {
  if (!/^[a-z0-9_.+*]+$/.test(text)) {
    throw new InvalidArgumentError(
      'a rule is a name such as requests.balance.total; * stands for any characters',
    );
  }
  return text;
}

/** Adds --rule, --agency, --region, --portal and --year. */
export function withChoice(command: Command): Command {
  return command
    .addOption(
      new Option('--rule <pattern>', 'a rule, a family of rules, or a pattern with *').argParser(parseRule),
    )
    .option('--agency <name>', 'name or alias of the agency, or part of a name')
    .option('--region <code>', 'GB/T 2260 code of the region')
    .option('--portal <name>', 'only reports from this portal')
    .addOption(new Option('--year <years>', 'a report year, or a range: 2021..2023').argParser(parseRange));
}

export interface ReportChoice {
  readonly region?: string;
  readonly agency?: string;
  readonly portal?: string;
  readonly years?: Years;
}

/**
 * What the options choose, as the archive takes it: one filter for each agency that the name means, in the order of
 * regions and names.
 * @throws NianbaoError `no_report` where the archive has no such agency
 */
export async function choicesOf(archive: Archive, options: ChoiceOptions): Promise<readonly ReportChoice[]> {
  const { agency, region, portal, year } = options;
  const rest = { ...(portal && { portal }), ...(year && { years: year }) };
  if (agency === undefined) return [{ ...rest, ...(region && { region }) }];
  const found = await archive.findReports(agency);
  const named = found.filter(({ report }) => region === undefined || report.region === region);
  const agencies = new Map(named.map(({ report }) => [`${report.region} ${report.agency}`, report]));
  if (agencies.size === 0) {
    throw new NianbaoError('no_report', `the archive has no report of 「${agency}」`, {
      hint: 'list what there is with `nianbao list`',
    });
  }
  return [...agencies.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { region, agency }]) => ({ ...rest, region, agency }));
}
