import { describe, expect, it } from 'vitest';
import { partSeed, seededRandom } from '../../src/simulation/reports/random.js';
import { EDITIONS } from '../report/helpers.js';
import { COMBINATIONS, type DocumentId, KINDS, pageOf, written } from './document.js';
import { judged } from './judge.js';
import { NOTHING, Page } from './page.js';

const OWN = COMBINATIONS.filter(({ format }) => format === 'html' || format === 'txt');
const SEED = 3;

function own(kind: string): DocumentId {
  const format = OWN.find((one) => one.kind === kind)?.format ?? 'docx';
  return { seed: SEED, kind, format };
}

async function verdictOf(page: Page) {
  return judged(await written(page, 'html'), page, EDITIONS);
}

describe('a mutated report', () => {
  it('is read whole where nothing happened to it', async () => {
    const { cells, read } = await verdictOf(pageOf(own('whole')));
    expect([cells, read]).toEqual([200, 200]);
  });

  it.each(KINDS.slice(1).map(({ id }) => id))('of the kind “%s” differs from the whole one', (kind) => {
    const id = own(kind);
    const whole = new Page(seededRandom(partSeed(id.seed, id.kind, id.format)));
    expect(pageOf(id).printed).not.toEqual(whole.printed);
  });

  it('is the same for the same seed, kind and format', async () => {
    const id: DocumentId = { seed: SEED, kind: 'struck, del', format: 'html' };
    expect(await written(pageOf(id), 'html')).toEqual(await written(pageOf(id), 'html'));
  });
});

describe('the judgement of what is read', () => {
  it('calls a number silent and wrong that the page does not say and no finding names', async () => {
    const page = pageOf(own('whole'));
    page.say('requests.new.total', NOTHING);
    const { silent } = await verdictOf(page);
    expect(silent).toEqual([expect.stringContaining('requests.new.total: no number, read as')]);
  });

  it('lets a number go that a finding names', async () => {
    const page = pageOf(own('whole'));
    const [spot] = page.spots(({ indicator }) => indicator === 'requests.new.total');
    if (spot === undefined) throw new Error('there is no such cell');
    page.setCell(spot, { text: String(page.value(spot) + 1) });
    const { doubted, silent } = await verdictOf(page);
    expect([doubted, silent]).toEqual([1, []]);
  });
});
