import fc from 'fast-check';
import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { bytesOf, linkOf, oneLine } from '../../src/notices/clean.js';
import { type ChangeItem, type Digest, digestOf, digestSchema, type Item } from '../../src/notices/digest.js';
import { fitted } from '../../src/notices/fit.js';
import { outlineOf } from '../../src/notices/outline.js';
import { WECOM_BYTES } from '../../src/notices/presets.js';
import { botMarkdown, commonMark, renderHtml, renderMarkdown, renderText } from '../../src/notices/render.js';
import { holds } from '../property.js';

const HOSTILE = [
  '](http://evil.example)',
  '<@all>',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\r\nBcc: everybody@example.cn',
  '\u202e反转\u2066',
  '# 标题',
  '**粗**_斜_`码`',
  '<font color="warning">假</font>',
  '\ud800',
  '\u0000\u001b[31m',
  '[点此](javascript:alert(1))',
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: fc.constantFrom(...'平湖市政府信息公开申请数量，。'), maxLength: 300 }),
);
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://a.cn/x)(*_[]',
    'not an address',
    'http://a.cn/"><b>',
  ),
);
const cellState = fc.record({
  value: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  reason: fc.constantFrom(null, 'blank', 'unreadable', 'odd'),
  raw: fc.option(text),
});
const item: fc.Arbitrary<Item> = fc.oneof(
  fc.record({
    event: fc.constantFrom(
      'first_seen' as const,
      'figures_revised' as const,
      'moved' as const,
      'withdrawn' as const,
    ),
    portal: fc.constantFrom('a', 'b', 'constructor'),
    agency: text,
    year: fc.integer({ min: 2008, max: 2030 }),
    kind: fc.constantFrom('own' as const, 'aggregate' as const),
    url,
    change: fc.nat(),
    version: fc.option(fc.nat()),
    movedFrom: fc.option(url),
    cells: fc.array(
      fc.record({
        indicator: text,
        label: fc.record({ zh: text, en: text }),
        before: cellState,
        after: cellState,
      }),
      { maxLength: 5 },
    ),
    cellCount: fc.integer({ min: 5, max: 30 }),
    sections: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  }),
  fc.record({
    event: fc.constant('failing_checks' as const),
    portal: fc.constantFrom('a', 'b'),
    agency: text,
    year: fc.integer({ min: 2008, max: 2030 }),
    kind: fc.constant('own' as const),
    url,
    findings: fc.array(fc.record({ rule: text, severity: fc.constant('error'), message: text }), {
      maxLength: 4,
    }),
    findingCount: fc.integer({ min: 4, max: 9 }),
  }),
  fc.record({
    event: fc.constantFrom('suspect_runs' as const, 'failed_runs' as const),
    portal: fc.constantFrom('a', 'b'),
    reasons: fc.array(text, { maxLength: 4 }),
    reasonCount: fc.integer({ min: 4, max: 9 }),
  }),
  fc.record({
    event: fc.constant('silence' as const),
    portal: fc.constantFrom('a', 'b'),
    nights: fc.nat(400),
    since: fc.option(fc.constant('2024-02-01T18:30:00.123Z')),
  }),
);
const digest: fc.Arbitrary<Digest> = fc
  .tuple(fc.array(item, { maxLength: 40 }), fc.constantFrom('zh' as const, 'en' as const), text)
  .map(([items, language, name]) =>
    digestOf(
      {
        about: 'run',
        language,
        at: '2024-02-01T18:30:00.000Z',
        run: { id: 1, startedAt: '2024-02-01T18:30:00.000Z', outcome: 'done' },
      },
      items,
      new Map([['a', name]]),
    ),
  );
const TOKEN = '7d3c0e1a-0000-4000-8000-000000000000';

/** Names of all elements of an HTML page. */
function elements(html: string): string[] {
  const walk = (node: unknown): string[] => {
    if (typeof node !== 'object' || node === null) return [];
    const own = 'tagName' in node ? [String(node.tagName)] : [];
    const children = 'childNodes' in node && Array.isArray(node.childNodes) ? node.childNodes : [];
    return [...own, ...children.flatMap(walk)];
  };
  return walk(parse(html));
}

describe('the templates, whatever a source says,', () => {
  it('put each text on a line of its own, with nothing that cannot be seen', () => {
    holds(
      fc.property(digest, (given) => {
        const outline = outlineOf(given, TOKEN);
        const texts = [
          outline.title,
          ...outline.intro,
          ...outline.footer,
          ...outline.parts.flatMap(({ heading, entries }) => [
            heading,
            ...entries.flatMap((entry) => [entry.text, ...entry.lines]),
          ]),
        ];
        for (const line of texts)
          expect(line).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u);
      }),
    );
  });

  it('make HTML of nothing but their own elements', () => {
    const own = new Set(['html', 'head', 'meta', 'title', 'body', 'h2', 'h3', 'p', 'ul', 'li', 'a']);
    holds(
      fc.property(digest, (given) => {
        const html = renderHtml(outlineOf(given, TOKEN), given.language);
        expect(elements(html).filter((name) => !own.has(name))).toEqual([]);
        for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });

  it("make Markdown for bots in which nothing of a source's is markup, a link or a call", () => {
    holds(
      fc.property(digest, (given) => {
        const outline = outlineOf(given, TOKEN);
        const markdown = renderMarkdown(outline, botMarkdown);
        const links = outline.parts.flatMap((part) =>
          part.entries.filter((e) => e.url !== null && linkOf(e.url) !== null),
        );
        expect(markdown.match(/\]\(/g)?.length ?? 0).toBe(links.length);
        const bare = markdown.replace(/\]\(https?:[^)]*\)/g, ']').replace(/^( *- |#+ )/gm, '');
        expect(bare).not.toMatch(/[<>*_`~|@]/);
        expect(markdown.split('\n').filter((line) => line.startsWith('#')).length).toBe(
          1 + outline.parts.length,
        );
      }),
    );
  });

  it('escape every mark of CommonMark, so that it can be read back', () => {
    holds(
      fc.property(text, (given) => {
        const line = oneLine(given);
        expect(commonMark(line).replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(line);
        expect(commonMark(line)).not.toMatch(/(?<!\\)(?:\\\\)*[[\]<>*_`](?<!\\.)/);
      }),
    );
  });

  it('lose nothing of it in the Markdown of bots', () => {
    const lines = fc.oneof(text, fc.constantFrom('1. 甲', '- 乙', '+ 3', '= 2', 'http://a.cn/', '-3'));
    holds(
      fc.property(lines, (given) => {
        const line = oneLine(given);
        expect(botMarkdown(line).normalize('NFKC')).toBe(line.normalize('NFKC'));
        expect(botMarkdown(line)).not.toMatch(/^([-+]|\d+\.)( |$)/);
      }),
    );
  });

  it('fit into any limit that holds the head, and count what is left out', () => {
    holds(
      fc.property(digest, fc.integer({ min: 1200, max: 6000 }), (given, limit) => {
        const message = fitted(given, TOKEN, (outline) => {
          const rendered = renderText(outline);
          return bytesOf(rendered) <= limit ? { rendered, outline } : null;
        });
        expect(message).not.toBeNull();
        const shown = message?.outline.parts.reduce((sum, part) => sum + part.entries.length, 0) ?? 0;
        const left = given.items.length - shown;
        const more = given.language === 'zh' ? `另有 ${left} 项未列出` : `and ${left} more, see`;
        expect(message?.rendered.includes(more)).toBe(left > 0);
      }),
    );
  });

  it('survive being kept as JSON', () => {
    holds(
      fc.property(digest, (given) => {
        expect(digestSchema.parse(JSON.parse(JSON.stringify(given)))).toEqual(
          JSON.parse(JSON.stringify(given)),
        );
      }),
    );
  });
});

describe('a digest', () => {
  const first = (n: number): ChangeItem => ({
    event: 'first_seen',
    portal: 'a',
    agency: `第${n}局`,
    year: 2023,
    kind: 'own',
    url: `http://a.cn/${n}`,
    change: n,
    version: 1,
    movedFrom: null,
    cells: [],
    cellCount: 0,
    sections: [],
  });
  const head = { about: 'run' as const, language: 'zh' as const, at: '2024-02-01T00:00:00.000Z', run: null };

  it('is bounded, counts everything, and keeps the weightiest', () => {
    const items = [
      ...Array.from({ length: 3000 }, (_, n) => first(n)),
      { ...first(0), event: 'withdrawn' as const },
    ];
    const given = digestOf(head, items, new Map());
    expect(given.items).toHaveLength(200);
    expect(given.items[0]).toMatchObject({ event: 'withdrawn' });
    expect(given.counts).toEqual({ first_seen: 3000, withdrawn: 1 });
    const outline = outlineOf(given, TOKEN);
    expect(outline.title).toBe('年报监测：撤下 1、首次发现 3000');
    expect(outline.footer[0]).toBe('另有 2801 项未列出，见档案库');
  });

  it('shows fewer cells of each before it leaves out an item', () => {
    const cell = {
      indicator: 'x',
      label: { zh: '数量'.repeat(20), en: 'x' },
      before: { value: 1, reason: null, raw: '1' },
      after: { value: 2, reason: null, raw: '2' },
    };
    const revised = (n: number): Item => ({
      ...first(n),
      event: 'figures_revised',
      cells: Array.from({ length: 20 }, () => cell),
      cellCount: 20,
    });
    const given = digestOf(head, [revised(1), revised(2), revised(3)], new Map());
    const message = fitted(given, TOKEN, (outline) => {
      const markdown = renderMarkdown(outline, botMarkdown);
      return bytesOf(markdown) <= WECOM_BYTES ? markdown : null;
    });
    for (const name of ['第1局', '第2局', '第3局']) expect(message).toContain(name);
    expect(message).toContain('另有 15 处');
  });

  it('is said in English too', () => {
    const outline = outlineOf({ ...digestOf(head, [first(1)], new Map()), language: 'en' }, TOKEN);
    expect(renderText(outline)).toBe(
      [
        'nianbao: 1 first seen',
        '== a ==\n- [first seen] 第1局 2023\n    http://a.cn/1',
        `Notice ${TOKEN}. A message with the same number is a repeat.\n`,
      ].join('\n\n'),
    );
  });
});
