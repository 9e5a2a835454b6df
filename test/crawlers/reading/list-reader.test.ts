import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { ListThreads } from '../../../crawlers/reading/list-reader.js';
import { compiled } from '../../compiled.js';
import { base } from '../families/helpers.js';

const folder = compiled('crawlers/reading/list-worker.ts');

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const columns = [{ family: 'static', settings: { page: '/xxgk/ndbg/', within: [] } }];
const listed = {
  baseUrl: base,
  agencies: [],
  titles: { include: [], exclude: [] },
  columns,
  scope: { years: [2022] },
};
const url = `${base}xxgk/ndbg/`;
const step = { request: { url, method: 'GET' as const }, state: { phase: 'first', outer: '' } };
const taskOf = (html: string) => ({
  column: 0,
  step,
  page: {
    url,
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(html),
  },
});
const list = '<ul><li><a href="202301/t_1.html">平湖市财政局2022年政府信息公开工作年度报告</a></li></ul>';

function threads(script: URL, seconds = 20): ListThreads {
  const made = new ListThreads({ script, seconds });
  closers.push(() => made.close());
  return made;
}

/** A thread that does what `code` says for each page it is sent. */
function thread(code: string): URL {
  const place = mkdtempSync(join(tmpdir(), 'nianbao-thread-'));
  closers.push(() => rmSync(place, { recursive: true, force: true }));
  const file = join(place, 'thread.mjs');
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads';
parentPort.on('message', (message) => { if (message.kind === 'page') { ${code} } });`,
  );
  return pathToFileURL(file);
}

/** A thread's answer to a page. */
const SAYS_NOTHING =
  'parentPort.postMessage({ reading: { steps: [], links: [], problems: [] }, needsBrowser: true });';

describe('list pages are read in threads', () => {
  test('that say what the page says, for any number of portals', async () => {
    const made = threads(pathToFileURL(join(folder(), 'crawlers/reading/list-worker.js')));
    const readers = [made.reader(listed), made.reader({ ...listed, scope: { years: [2023] } })];
    const answers = await Promise.all([...readers, ...readers].map((reader) => reader.read(taskOf(list))));
    for (const { reading, needsBrowser } of answers) {
      expect(reading.links.map((link) => link.url)).toEqual([`${url}202301/t_1.html`]);
      expect({ problems: reading.problems, needsBrowser }).toEqual({ problems: [], needsBrowser: false });
    }
  });

  test('of which one that does not end is ended, and the page is a problem of its list', async () => {
    const made = threads(thread('for (;;) {}'), 0.3);
    const { reading } = await made.reader(listed).read(taskOf(list));
    expect(reading).toMatchObject({ links: [], problems: [`list page ${url}: not read after 0.3 s`] });
  });

  test('while the process goes on with its other work', async () => {
    const order: string[] = [];
    const reader = threads(thread('for (;;) {}'), 0.3).reader(listed);
    const page = reader.read(taskOf(list)).then(() => order.push('the page'));
    await new Promise(setImmediate);
    order.push('a request for its health');
    await page;
    expect(order).toEqual(['a request for its health', 'the page']);
  });

  test('which end at once when nobody wants the answer any more', async () => {
    const made = threads(thread('for (;;) {}'));
    const stop = new AbortController();
    const answers = [taskOf(list), taskOf(list), taskOf(list)].map((task) =>
      made.reader(listed).read(task, stop.signal),
    );
    stop.abort('stopped');
    for (const answer of answers) await expect(answer).rejects.toBe('stopped');
  });

  test('which then read what others wait for', async () => {
    const made = threads(thread(`if (message.task.page.body.length > 0) ${SAYS_NOTHING} else for (;;) {}`));
    const stop = new AbortController();
    const given = [taskOf(''), taskOf('')].map((task) => made.reader(listed).read(task, stop.signal));
    const waiting = made.reader(listed).read(taskOf(list));
    stop.abort('stopped');
    for (const answer of given) await expect(answer).rejects.toBe('stopped');
    expect((await waiting).needsBrowser).toBe(true);
  });

  test('of which one that takes all memory is ended, and the next page is read by another', async () => {
    const code = `if (message.task.page.body.length > 0) ${SAYS_NOTHING} else process.exit(1);`;
    const reader = threads(thread(code)).reader(listed);
    expect((await reader.read(taskOf(''))).reading.problems.join()).toContain('more memory');
    expect((await reader.read(taskOf(list))).needsBrowser).toBe(true);
  });
});
