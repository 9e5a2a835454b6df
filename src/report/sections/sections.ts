import type { Block } from '../../document/model.js';
import { wordsOf } from '../../document/sight.js';
import { labelKey, labelOrdinal, likeness } from '../../text/label.js';
import { simplified } from '../../text/simplify.js';
import type { Edition } from '../edition/edition.js';
import type { Section } from '../model.js';

/** A heading is a short line; a sentence that names the sections in passing is not one. */
const HEADING_LIMIT = 60;
/** Characters that may follow the heading's own words on its line. */
const TAIL_LIMIT = 6;
/** A numbered line this similar to a section's heading is that heading, altered. */
const DRIFT_LIMIT = 0.6;

interface Heading {
  readonly number: number;
  readonly block: number;
  readonly text: string;
  /** What follows the heading in the same paragraph (「一、总体情况。2023年……」). */
  readonly rest: string;
}

export interface Sections {
  readonly sections: readonly Section[];
  /** Index of the first block of the first section; the title and preface stand before it. */
  readonly start: number;
}

/** Finds the six statutory sections by their headings, whatever the numbering. */
export function readSections(blocks: readonly Block[], edition: Pick<Edition, 'sections'>): Sections {
  const headings = chain(findHeadings(blocks, edition));
  const sections = headings.map((heading, i): Section => {
    const end = headings[i + 1]?.block ?? blocks.length;
    const lines = blocks
      .slice(heading.block + 1, end)
      .flatMap((block) => (block.kind === 'paragraph' && !isPageNumber(block.text) ? [block.text] : []));
    if (heading.rest !== '') lines.unshift(heading.rest);
    return { number: heading.number, heading: heading.text, text: lines.join('\n') };
  });
  return { sections, start: headings[0]?.block ?? blocks.length };
}

function isPageNumber(text: string): boolean {
  return /^[-—\s]*\d{1,3}[-—\s]*$/u.test(text);
}

function findHeadings(blocks: readonly Block[], edition: Pick<Edition, 'sections'>): Heading[] {
  return blocks.flatMap((block, index): Heading[] => {
    if (block.kind !== 'paragraph') return [];
    const found = asHeading(block.text, edition);
    return found === null ? [] : [{ ...found, block: index }];
  });
}

function asHeading(text: string, edition: Pick<Edition, 'sections'>): Omit<Heading, 'block'> | null {
  const line = simplified(wordsOf(text)).replace(/^#+\s*/, '');
  if (/^[（(]/u.test(line.trimStart())) return null; // （一） numbers a part of a section
  const whole = line.length > HEADING_LIMIT ? null : headingOf(line, edition);
  if (whole !== null) return { number: whole, text: line, rest: '' };
  // a heading run into its paragraph ends at the first full stop or colon
  const stop = line.search(/[。：:]/u);
  if (stop === -1 || stop > HEADING_LIMIT || labelOrdinal(line) === null) return null;
  const head = line.slice(0, stop);
  const number = headingOf(head, edition);
  return number === null ? null : { number, text: head, rest: line.slice(stop + 1).trim() };
}

/** The number of the section whose heading this is. */
function headingOf(head: string, edition: Pick<Edition, 'sections'>): number | null {
  const key = labelKey(head);
  for (const section of edition.sections) {
    for (const name of section.keys) {
      if (key.startsWith(name) && key.length - name.length <= TAIL_LIMIT) return section.number;
    }
  }
  const ordinal = labelOrdinal(head);
  for (const section of edition.sections) {
    if (section.number !== ordinal) continue;
    if (section.keys.some((name) => likeness(name, key) >= DRIFT_LIMIT)) return section.number;
  }
  return null;
}

/** Keeps one heading per section, in ascending order; of repeated ones (a table of contents), the one with content. */
function chain(headings: readonly Heading[]): Heading[] {
  const best = new Map<number, { heading: Heading; span: number }>();
  headings.forEach((heading, i) => {
    const span =
      (headings[i + 1]?.block ?? Number.MAX_SAFE_INTEGER) - heading.block + (heading.rest === '' ? 0 : 1);
    const known = best.get(heading.number);
    if (known === undefined || span > known.span) best.set(heading.number, { heading, span });
  });
  const chosen = [...best.values()].map((b) => b.heading).sort((a, b) => a.block - b.block);
  // a heading out of order (a later section's name inside an earlier one) does not break the sequence
  const kept: Heading[] = [];
  for (const heading of chosen) {
    while (
      (kept.at(-1)?.number ?? 0) > heading.number &&
      kept.length > 0 &&
      (kept.at(-1)?.number ?? 0) - heading.number > 1
    )
      kept.pop();
    if ((kept.at(-1)?.number ?? 0) < heading.number) kept.push(heading);
  }
  return kept;
}

/** The lines of one part of a section (「（二）依申请公开」), or null where the section has no such parts. */
export function readPart(section: Section, part: string, edition: Pick<Edition, 'sections'>): string | null {
  const parts = edition.sections.find((s) => s.number === section.number)?.parts ?? [];
  const lines = section.text.split('\n');
  const owners = lines.map((line) => {
    if (labelOrdinal(line) === null) return null;
    const head = labelKey(line.slice(0, HEADING_LIMIT));
    return (
      parts.find((p) => [p.zh, ...p.aliases].some((name) => head.startsWith(labelKey(name))))?.id ?? null
    );
  });
  const start = owners.indexOf(part);
  if (start === -1) return owners.some((owner) => owner !== null) ? '' : null;
  const end = owners.findIndex((owner, i) => i > start && owner !== null);
  return lines.slice(start, end === -1 ? undefined : end).join('\n');
}
