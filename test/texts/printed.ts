/** Texts that pdftotext makes of pages that Chromium prints, where the machine has both. */
import type { Editions } from '../../src/report/edition/editions.js';
import { hasTool, pdfText, printPages, type Tool } from '../formats/tools.js';
import { judged } from './judge.js';
import type { Judgement } from './judgement.js';
import { FILLED, type Filled, printedPage } from './printed-page.js';

const NEEDED: readonly Tool[] = ['chromium', 'pdftotext'];

export const missingTools = (): readonly Tool[] => NEEDED.filter((tool) => !hasTool(tool));

/** How the text of a page is asked for. */
const OPTIONS: readonly (readonly string[])[] = [['-layout'], ['-layout', '-fixed', '4'], ['-raw'], []];

/**
 * Without options the pieces of a table stand in any order: where some cells are empty, a figure may stand below the label
 * of another, and the text says so.
 */
const ALWAYS_FILLED: Filled = 'zeros';

interface PrintedKind {
  readonly id: string;
  readonly what: string;
  readonly filled: Filled;
  readonly options: readonly string[];
}

export const PRINTED_KINDS: readonly PrintedKind[] = OPTIONS.flatMap((options) =>
  FILLED.filter((filled) => options.length > 0 || filled === ALWAYS_FILLED).map((filled) => {
    const asked = ['pdftotext', ...options].join(' ');
    return {
      id: `printed, ${asked}, ${filled}`,
      what: `A page printed by Chromium (${filled}), as text by ${asked}.`,
      filled,
      options,
    };
  }),
);

/** One page is printed for all the texts that are made of it. */
export async function* judgedPrinted(
  kinds: readonly PrintedKind[],
  seeds: readonly number[],
  editions: Editions,
): AsyncGenerator<Judgement> {
  const asked = FILLED.filter((filled) => kinds.some((kind) => kind.filled === filled));
  const pages = asked.flatMap((filled) =>
    seeds.map((seed) => ({ filled, seed, ...printedPage(filled, seed) })),
  );
  const files = await printPages(pages.map(({ html }) => html));
  for (const [at, { filled, seed, says }] of pages.entries()) {
    const file = files[at];
    if (file === undefined) continue;
    for (const kind of kinds.filter((one) => one.filled === filled)) {
      const bytes = await pdfText(file, kind.options);
      const verdict = await judged(bytes, says, editions);
      yield { id: { kind: kind.id, seed }, verdict, of: [kind.id], bytes };
    }
  }
}
