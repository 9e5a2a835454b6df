/** Marks, strokes and hidden digits, each by every means that a format has. */
import { pick } from '../formats/chance.js';
import { type Effect, HTML_LOOKS, PAGE_LOOKS, RUBY_BASE, type Run, WORD_LOOKS } from '../formats/looks.js';
import type { FormatId, Kind } from './kind.js';
import { NOTHING, type Page, type Spot, UNCLEAR } from './page.js';

const MOST = 6;

/** A kind for each look of an effect, with the formats that have it. */
function kindsOf(
  effect: Effect,
  name: string,
  mutate: (page: Page, spot: Spot, look: string) => void,
): Kind[] {
  const looks: [string, readonly FormatId[]][] = [
    ...Object.keys(HTML_LOOKS[effect]).map((look): [string, readonly FormatId[]] => [
      look,
      ['html', 'print'],
    ]),
    ...WORD_LOOKS[effect].map((look): [string, readonly FormatId[]] => [look, ['docx']]),
    ...Object.keys(PAGE_LOOKS[effect]).map((look): [string, readonly FormatId[]] => [look, ['pdf']]),
  ];
  const formats = new Map<string, readonly FormatId[]>();
  for (const [look, own] of looks) formats.set(look, [...(formats.get(look) ?? []), ...own]);
  return [...formats].map(([look, own]) => {
    return {
      id: `${name}, ${look}`,
      formats: own,
      mutate: (page) => {
        for (const spot of page.some(look === 'hidden by an id' ? 1 : MOST)) mutate(page, spot, look);
      },
    };
  });
}

const MARKS = ['1', '2', '12', '[1]', '注1', '①', '*'];

/** A mark behind the number, or before it. */
function marked(page: Page, spot: Spot, look: string): void {
  const { random } = page;
  const mark: Run = { text: look === 'a link in brackets' ? '1' : pick(random, MARKS), look };
  const number: Run = { text: String(page.value(spot)), ...(look === 'ruby' ? { look: RUBY_BASE } : {}) };
  const isBefore = look !== 'ruby' && random.next() < 0.2;
  page.setCell(spot, { runs: isBefore ? [mark, number] : [number, mark] });
}

/** All of the number struck, with another one beside it or without. */
function struckOut(page: Page, spot: Spot, look: string): void {
  const { random } = page;
  const value = page.value(spot);
  const old: Run = { text: String(random.between(1, 99)), look };
  const layout = random.between(0, 3);
  if (layout === 0) page.setCell(spot, { runs: [old, { text: String(value) }] });
  else if (layout === 1) page.setCell(spot, { runs: [{ text: String(value) }, old] });
  else if (layout === 2) page.setCell(spot, { runs: [old, { text: ' ' }, { text: String(value) }] });
  else {
    page.setCell(spot, { runs: [{ text: String(value), look }] });
    // what was deleted under revision is gone for one reader, and struck for another
    page.say(page.indicator(spot), look === 'a tracked deletion' ? NOTHING : UNCLEAR);
  }
}

/** A hidden digit beside the number, or a number that is hidden. */
function hiddenDigits(page: Page, spot: Spot, look: string): void {
  const { random } = page;
  const value = { text: String(page.value(spot)) };
  const hidden = { text: String(random.between(1, 99)), look };
  const layout = random.between(0, 2);
  if (layout === 0) page.setCell(spot, { runs: [hidden, value] });
  else if (layout === 1) page.setCell(spot, { runs: [value, hidden] });
  else {
    page.setCell(spot, { runs: [{ ...value, look }] });
    page.say(page.indicator(spot), NOTHING);
  }
}

export const LOOK_KINDS: readonly Kind[] = [
  ...kindsOf('raised', 'raised', marked),
  ...kindsOf('lowered', 'lowered', marked),
  ...kindsOf('struck', 'struck', struckOut),
  ...kindsOf('hidden', 'hidden', hiddenDigits),
];
