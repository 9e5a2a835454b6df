import type { Block, DocumentMeta } from '../../document/model.js';
import { wordsOf } from '../../document/sight.js';
import { withoutControls } from '../../text/control-characters.js';
import { squeeze } from '../../text/label.js';
import type { ReportHints, ReportKind, Section } from '../model.js';
import { findTitles } from './find-title.js';
import { statisticsYear } from './period.js';
import { readTitle, type TitleReading } from './title.js';

export interface Identity {
  readonly title: string | null;
  readonly agency: string | null;
  /** Other names that the sources use for the agency. */
  readonly aliases: readonly string[];
  /** The agency that the listing names, if it cannot be the same one. */
  readonly contradictedBy: string | null;
  readonly year: number | null;
  /** Years other than `year` that the sources name, each with its place. */
  readonly otherYears: readonly { readonly year: number; readonly where: string }[];
  readonly kind: ReportKind;
}

/** 甲市, 甲市人民政府: a territory of county rank or above, whose report adds up its organs. */
const TERRITORY = /^(?:[\p{Script=Han}]{2,}?(?:省|市|县|区|州|盟|旗))(?:人民政府)?$/u;
const ORGAN = '人民政府|办公室|委员会|管委会|局|厅|中心|处|院|站|支队|大队|街道办事处|办事处|会|部|署|行';
const REGION = '省|自治区|市|县|区|州|旗|镇|乡|街道';
const REGION_FIRST = new RegExp(`^[\\p{Script=Han}]{2,6}?(?:${REGION})`, 'u');
/** Kinds of zones that many cities have: such a name alone tells no region. */
const NAMELESS_ZONE = /^(?:(?:城乡)?一体化)?(?:示范|开发|经开|高新|新|园|工业园|度假|管理|保税|试验|集聚)区/u;
const ORGAN_LAST = new RegExp(`(?:${ORGAN})$`, 'u');
const LONGEST_NAME = 40;
/** Follows an agency's name at the start of a clause where the agency is the speaker. */
const SUBJECT =
  /^(?:认真|严格|坚持|深入|全面|按照|根据|高度|积极|始终|紧紧|以|围绕|切实|扎实|持续|不断|主动|共|全年|发|收到)/u;
const PREFACE_LINES = 4;

/**
 * The reporting agency and the report year, from the title, the page's heading and `<title>`, the listing, the text, and the page's
 * own ContentSource, in that order of trust; what the user states overrides them all. A part that none of them states
 * with certainty is null; other years that they name are reported.
 */
export function readIdentity(
  blocks: readonly Block[],
  start: number,
  sections: readonly Section[],
  meta: DocumentMeta,
  hints: ReportHints,
): Identity {
  const { title, others } = findTitles(paragraphs(blocks.slice(0, Math.max(start, 1))), meta);
  const inTitle = title === null ? NOTHING : readTitle(title);
  const inOthers = others.map(readTitle);
  const listed = hints.listing?.title === undefined ? NOTHING : readTitle(hints.listing.title);
  const text = wordsOf(sections.find((s) => s.number === 1)?.text ?? '');
  const preface = paragraphs(blocks.slice(0, start)).join('\n');
  const named =
    hints.stated?.agency ??
    inTitle.agency ??
    firstOf(inOthers.map((reading) => reading.agency)) ??
    hints.listing?.agency ??
    listed.agency ??
    agencyInText(text) ??
    publisher(meta, hints);
  const whole = named === null ? null : hints.stated?.agency ? named : fullName(named, `${preface}\n${text}`);
  const agency = whole === null ? null : canonical(whole, named, hints);
  const listing = hints.listing?.agency ?? null;
  const contradicts =
    listing !== null && agency !== null && !mayBeOne(canonical(listing, null, hints), agency);
  const period = statisticsYear(preface + text);
  const years = [
    { year: inTitle.year, where: 'the title' },
    ...inOthers.map((reading) => ({ year: reading.year, where: 'the page' })),
    { year: period, where: 'the statistics period' },
    { year: hints.listing?.year ?? listed.year, where: 'the listing' },
  ].flatMap(({ year, where }) => (year === null ? [] : [{ year, where }]));
  const year = hints.stated?.year ?? years[0]?.year ?? mostNamedYear(text);
  return {
    title: title ?? (hints.listing?.title === undefined ? null : withoutControls(hints.listing.title)),
    agency,
    aliases: [...new Set([named, inTitle.agency, contradicts ? null : listing])].filter(
      (name): name is string => name !== null && name !== agency,
    ),
    contradictedBy: contradicts ? listing : null,
    year,
    otherYears: hints.stated?.year === undefined ? years.filter((each) => each.year !== year) : [],
    kind: hints.stated?.kind ?? (named !== null && TERRITORY.test(named) ? 'aggregate' : 'own'),
  };
}

const NOTHING: TitleReading = { agency: null, year: null };

function firstOf(names: readonly (string | null)[]): string | null {
  return names.find((name) => name !== null) ?? null;
}

/** The organ that the page's meta data name as its source; a mere territory or website is none. */
function publisher(meta: DocumentMeta, hints: ReportHints): string | null {
  const name = squeeze(meta.contentSource ?? '');
  const isKnown = hints.agencies?.some((agency) => [agency.name, ...agency.aliases].includes(name)) ?? false;
  const isPlain = !TERRITORY.test(name) && !/网|本站/u.test(name) && name.length <= LONGEST_NAME;
  const isOrgan = ORGAN_LAST.test(name) && isPlain;
  return isKnown || isOrgan ? name : null;
}

function paragraphs(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'paragraph' ? [wordsOf(block.text)] : []));
}

/** The name in the portal's own table where the found name is one of its aliases; a territory's full style. */
function canonical(name: string, alias: string | null, hints: ReportHints): string {
  const listed = hints.listing?.agency;
  const known = hints.agencies?.find((a) => [a.name, ...a.aliases].some((n) => n === name || n === alias));
  if (known) return known.name;
  if (listed !== undefined && shortens(name, listed))
    return canonical(listed, null, { agencies: hints.agencies ?? [] });
  return TERRITORY.test(name) && !name.endsWith('人民政府') ? `${name}人民政府` : name;
}

/**
 * Titles shorten names (示范区党政办); where the text gives exactly one longer organ's name of which the
 * short one is an abbreviation (its characters in order), that is the agency's name.
 */
function fullName(short: string, text: string): string {
  if (REGION_FIRST.test(short) && !NAMELESS_ZONE.test(short)) return short;
  const longer = new Set<string>();
  for (const clause of text.split(/[^\p{Script=Han}]+/u)) {
    const name = organNames(clause.replace(/^年度?/u, '')).find(
      (n) => n.length > short.length && abbreviates(short, n),
    );
    if (name !== undefined) longer.add(name);
  }
  const [only] = longer;
  return longer.size === 1 && only !== undefined ? only : short;
}

/** The beginnings of a clause that may be an organ's full name (region first), the shortest first. */
function organNames(clause: string): string[] {
  if (!REGION_FIRST.test(clause)) return [];
  const names: string[] = [];
  for (let end = 4; end <= Math.min(clause.length, LONGEST_NAME); end++) {
    const name = clause.slice(0, end);
    if (ORGAN_LAST.test(name)) names.push(name);
  }
  return names;
}

/** 平湖市发改局 for 平湖市发展和改革局; but a territory (平湖市人民政府) is no short form of its office. */
function shortens(short: string, name: string): boolean {
  return (
    short.length < name.length &&
    short.at(-1) === name.at(-1) &&
    !TERRITORY.test(short) &&
    abbreviates(short, name)
  );
}

function mayBeOne(a: string, b: string): boolean {
  return abbreviates(a, b) || abbreviates(b, a);
}

function abbreviates(short: string, name: string): boolean {
  let at = 0;
  for (const character of short) {
    at = name.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** 「2019年，甲市乙办公室认真贯彻……」: the organ that opens a clause of the overview's first lines and acts. */
function agencyInText(text: string): string | null {
  const names = new Set<string>();
  for (const line of text.split('\n').slice(0, PREFACE_LINES)) {
    for (const clause of squeeze(line).split(/[,，。;；:：!！]/u)) {
      const words = clause.replace(/^(?:\d{4}年(?:度|以来)?|一年来|今年)/u, '');
      const name = organNames(words).find((n) => SUBJECT.test(words.slice(n.length)));
      if (name !== undefined) names.add(name);
    }
  }
  const [only] = names;
  return names.size === 1 && only !== undefined ? only : null;
}

/** The year that the overview names most often, if there is one. */
function mostNamedYear(overview: string): number | null {
  const counts = new Map<number, number>();
  for (const match of squeeze(overview).matchAll(/(?<!\d)(20\d{2})年/gu)) {
    const year = Number(match[1]);
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  const ranked = [...counts].sort((a, b) => b[1] - a[1]);
  return ranked[0] !== undefined && ranked[0][1] > (ranked[1]?.[1] ?? 0) ? ranked[0][0] : null;
}
