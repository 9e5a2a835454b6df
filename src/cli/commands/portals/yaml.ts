import type { ReportLink } from '../../../../crawlers/contract.js';
import type { ProbedList } from '../../../../crawlers/probe/probe.js';
import { portalYaml } from '../../../config/portal/template.js';
import { plural } from '../../../text/plural.js';
import { showTime } from '../../format.js';

/** Links that the comments name as evidence. */
const NAMED = 5;

/** The YAML of a probed portal, with what was observed; not enabled where something is missing. */
export function portalText(
  probe: ProbedList,
  given: { readonly region: string | null; readonly now: Date; readonly schema: string },
): string {
  const { name, baseUrl, allowPrivateAddresses, agencies, columns } = probe.portal;
  const missing = [
    ...(given.region === null ? ['the region is not known yet: set its six digits of GB/T 2260'] : []),
    ...(probe.taken.length === 0 ? ['the probe found no report in its list'] : []),
  ];
  const portal = {
    name,
    region: given.region ?? '000000',
    baseUrl,
    ...(missing.length > 0 ? { enabled: false, disabledReason: missing.join('; ') } : {}),
    ...(allowPrivateAddresses === true ? { allowPrivateAddresses } : {}),
    ...(agencies.length === 0 ? {} : { agencies: agencies.map(({ aliases: _, ...agency }) => agency) }),
    columns,
  };
  return portalYaml({
    portal,
    schema: given.schema,
    head: [
      `${name}. Written by \`nianbao portals probe ${probe.url}\` on ${showTime(given.now)} (China), and looked at by nobody yet.`,
      'docs/portals.md explains every key.',
    ],
    notes: {
      ...(given.region === null
        ? { region: ['The region is to be set; then take `enabled` and `disabledReason` out.'] }
        : {}),
      agencies: [
        'As the titles name them. Give the full names, and these as aliases, where titles are short.',
      ],
      columns: columnNotes(probe),
    },
  });
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
