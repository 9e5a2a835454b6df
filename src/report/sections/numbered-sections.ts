import type { Block } from '../../document/model.js';
import { wordsOf } from '../../document/sight.js';
import { labelOrdinal } from '../../text/label.js';
import type { Section } from '../model.js';
import type { Sections } from './sections.js';

/** A longer line with a number is a sentence of a list, no heading. */
const HEADING_LIMIT = 40;
/** 「一、」, 「二.」, 「第三部分」: numbers of a report's own parts; （一） and 1. number parts of these. */
const NUMBERED = /^(?:[一二三四五六七八九十]{1,3}\s*[、.．]|第[一二三四五六七八九十]{1,3}(?:部分|章|节))/u;

/**
 * The sections of a report without statutory headings (before 2019: six or seven of the organ's own choice), by their
 * numbers: each heading is one further than the one before, unless that number does not come at all. Of a table of contents, whose headings have no text, the
 * later ones are taken.
 */
export function readNumberedSections(blocks: readonly Block[]): Sections {
  const headings = blocks.flatMap((block, at) => {
    const number = block.kind === 'paragraph' ? numberOf(block.text) : null;
    return number === null ? [] : [{ number, at }];
  });
  const first = headings.findLast(({ number }, i) => number === 1 && headings[i + 1]?.number !== 1);
  const chain: typeof headings = [];
  const rest = first === undefined ? [] : headings.slice(headings.indexOf(first));
  const lastOf = new Map(rest.map(({ number }, i) => [number, i]));
  for (const [i, heading] of rest.entries()) {
    const next = (chain.at(-1)?.number ?? 0) + 1;
    // a number may be left out, where it does not come later
    const isLeftOut = heading.number > next && (lastOf.get(next) ?? -1) < i;
    if (heading.number === next || isLeftOut) chain.push(heading);
  }
  const sections = chain.map(({ number, at }, i): Section => {
    const lines = blocks
      .slice(at, chain[i + 1]?.at ?? blocks.length)
      .flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));
    return { number, heading: wordsOf(lines[0] ?? ''), text: lines.slice(1).join('\n') };
  });
  return { sections, start: chain[0]?.at ?? blocks.length };
}

function numberOf(text: string): number | null {
  const line = wordsOf(text).trim();
  return line.length <= HEADING_LIMIT && !/[。；;]/u.test(line) && NUMBERED.test(line)
    ? labelOrdinal(line)
    : null;
}
