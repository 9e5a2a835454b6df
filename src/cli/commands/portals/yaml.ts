import type { PortalAgency, ReportLink } from '../../../../crawlers/contract.js';
import type { FoundColumn } from '../../../../crawlers/discover/column.js';
import type { Discovery } from '../../../../crawlers/discover/discover.js';
import type { ProbedList } from '../../../../crawlers/probe/probe.js';
import { portalYaml } from '../../../config/portal/template.js';
import { plural } from '../../../text/plural.js';
import { showTime } from '../../format.js';

/** Links that the comments name as evidence. */
const NAMED = 5;

/** What the user gives, or the machine knows, about the file. */
export interface Given {
  readonly region: string | null;
  readonly now: Date;
  readonly schema: string;
  readonly allowPrivateAddresses?: boolean;
}

/** The YAML of a probed portal, with what was observed; not enabled where something is missing. */
export function portalText(probe: ProbedList, given: Given): string {
  const { name, baseUrl, allowPrivateAddresses, agencies, columns } = probe.portal;
  return draftText(
    {
      name,
      baseUrl,
      hosts: [],
      agencies,
      columns,
      isEmpty: probe.taken.length === 0,
      source: `nianbao portals probe ${probe.url}`,
      notes: columnNotes(probe),
    },
    { ...given, allowPrivateAddresses: allowPrivateAddresses === true },
  );
}

/** The YAML of a portal that was discovered. */
export function discoveredText(discovery: Discovery, given: Given): string {
  const { url, name, baseUrl, hosts, agencies, columns, confidence } = discovery;
  return draftText(
    {
      name: name ?? new URL(baseUrl).host,
      baseUrl,
      hosts,
      agencies,
      columns: columns.map(({ family, settings }) => ({ family, ...settings })),
      isEmpty: columns.length === 0,
      source: `nianbao portals discover ${url}`,
      notes: [
        `Found with a confidence of ${Math.round(confidence * 100)} %:`,
        ...columns.flatMap(foundNotes),
      ],
    },
    given,
  );
}

interface Draft {
  readonly name: string;
  readonly baseUrl: string;
  readonly hosts: readonly string[];
  readonly agencies: readonly PortalAgency[];
  readonly columns: readonly Readonly<Record<string, unknown>>[];
  readonly isEmpty: boolean;
  /** The command that wrote it. */
  readonly source: string;
  /** Comments above the columns. */
  readonly notes: readonly string[];
}

function draftText(draft: Draft, given: Given): string {
  const { name, baseUrl, hosts, agencies, columns } = draft;
  const missing = [
    ...(given.region === null ? ['the region is not known yet: set its six digits of GB/T 2260'] : []),
    ...(draft.isEmpty ? ['the probe found no report in its list'] : []),
  ];
  const portal = {
    name,
    region: given.region ?? '000000',
    baseUrl,
    ...(hosts.length > 0 ? { hosts } : {}),
    ...(missing.length > 0 ? { enabled: false, disabledReason: missing.join('; ') } : {}),
    ...(given.allowPrivateAddresses === true ? { allowPrivateAddresses: true } : {}),
    ...(agencies.length === 0 ? {} : { agencies: agencies.map(({ aliases: _, ...agency }) => agency) }),
    columns,
  };
  return portalYaml({
    portal,
    schema: given.schema,
    head: [
      `${name}. Written by \`${draft.source}\` on ${showTime(given.now)} (China), and looked at by nobody yet.`,
      'docs/portals.md explains every key.',
    ],
    notes: {
      ...(given.region === null
        ? { region: ['The region is to be set; then take `enabled` and `disabledReason` out.'] }
        : {}),
      agencies: [
        'As the titles name them. Give the full names, and these as aliases, where titles are short.',
      ],
      columns: draft.notes,
    },
  });
}

function foundNotes({ url, because, reports, isPart, problems }: FoundColumn): string[] {
  const more = isPart ? ', and there are further pages' : '';
  return [
    `${url}: ${because}; ${plural(reports.length, 'report')}${more}, such as`,
    ...reports.slice(0, NAMED).map(linkLine),
    ...problems.slice(0, NAMED).map((problem) => `Problem: ${problem}`),
  ];
}

function columnNotes(probe: ProbedList): string[] {
  const { taken, left, listPages, isPart } = probe;
  const read = `${plural(listPages, 'list page')}${isPart ? ' of more' : ''}`;
  return [
    `${probe.family}: ${probe.because}.`,
    ...(probe.pageUrl === probe.url ? [] : [`The list stands in a frame: ${probe.pageUrl}`]),
    `In ${read} the probe found ${plural(taken.length, 'report')}${taken.length > 0 ? ', such as' : ''}`,
    ...taken.slice(0, NAMED).map(linkLine),
    ...(left.length > 0 ? ['It left, because their titles name no report or another year,'] : []),
    ...left.slice(0, NAMED).map(({ title, url }) => `- ${title} ${url}`),
    ...probe.problems.slice(0, NAMED).map((problem) => `Problem: ${problem}`),
  ];
}

function linkLine({ title, agency, year, url }: ReportLink): string {
  return `- ${title ?? [agency, year].filter((part) => part !== null).join(' ')} ${url}`;
}
