import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ElementNode, parseTree, type TreeNode } from '../../../src/document/html/tree.js';
import { effortOf } from '../../effort.js';
import { holds } from '../../property.js';
import { codeOf, fixture } from '../helpers.js';

/** Elements and text in order; the inside of templates, which is never shown, left out. */
function shape(node: ElementNode): string {
  if (node.name === 'template') return '';
  let text = '';
  for (let child: TreeNode | null = node.first; child !== null; child = child.next) {
    expect(child.parent).toBe(node);
    expect(child.next === null ? node.last : child.next.previous).toBe(child);
    text += child.kind === 'element' ? `<${child.name}>${shape(child)}</${child.name}>` : '';
    if (child.kind === 'text') text += child.value;
  }
  return text;
}

interface Outside {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly children?: readonly Outside[];
}

/** The same of cheerio's tree; text nodes around a comment read as one. */
function outsideShape(node: Outside | undefined): string {
  if (node?.name === 'template') return '';
  return (node?.children ?? [])
    .map((child) => {
      if (child.type === 'text') return child.data ?? '';
      if (child.children === undefined) return '';
      return `<${child.name}>${outsideShape(child)}</${child.name}>`;
    })
    .join('');
}

const piece = fc.constantFrom(
  ...'<p> <b> </b> <div> </div> <table> </table> <tr> <td> </td> <a href=x> </a> <ul> <li> </p> <font color=red>'.split(
    / (?=<)/,
  ),
  ...[
    '<!doctype html>',
    '<!-- c -->',
    '<form>',
    '</form>',
    '<i>',
    '</i>',
    '<br>',
    '文',
    ' ',
    '<svg>',
    '</svg>',
    '<select>',
  ],
  ...[
    '</select>',
    '<template>',
    '</template>',
    '<caption>',
    '<tfoot>',
    '<h1>',
    '</h2>',
    '<nobr>',
    '&lt;',
    '<script>',
    '</script>',
  ],
);

describe('the tree of a page', () => {
  it('is the one that cheerio has, however the tags are nested', () => {
    holds(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const html = pieces.join('');
        expect(shape(parseTree(html, 512))).toBe(outsideShape(load(html).root()[0]));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the one that cheerio has for the page of a portal', () => {
    const html = fixture('report-2021.html').toString();
    expect(shape(parseTree(html, 512))).toBe(outsideShape(load(html).root()[0]));
  });
});

describe('pages made to hurt are refused, and soon', () => {
  const cases: [string, () => string, string][] = [
    ['100,000 nested boxes', () => '<div>'.repeat(100_000), 'too_deep'],
    ['10,000 nested tables', () => '<table><tr><td>'.repeat(10_000), 'too_deep'],
    ['10,000 nested lists', () => '<ul><li>'.repeat(10_000), 'too_deep'],
    ['nested tables in templates', () => '<table><tr><td><template>'.repeat(10_000), 'too_deep'],
    ['drawings in drawings', () => '<svg><td>'.repeat(10_000), 'too_deep'],
    ['forms that close too early', () => '<form><div></form>'.repeat(10_000), 'too_deep'],
    [
      'formatting that no paragraph ends',
      () => Array.from({ length: 9_999 }, (_, i) => `<p><b id=${i}>`).join(''),
      'too_deep',
    ],
    [
      'formatting opened again in every paragraph',
      () => `<p>${Array.from({ length: 400 }, (_, i) => `<b id=${i}>`).join('')}${'<p>文'.repeat(100_000)}`,
      'too_large',
    ],
    [
      'a tag of 200,000 attributes',
      () => `<p ${Array.from({ length: 200_000 }, (_, i) => `a${i}`).join(' ')}>`,
      'too_large',
    ],
  ];
  it.each(cases)('%s', (_name, page, code) => {
    const html = page();
    expect(effortOf(() => expect(codeOf(() => parseTree(html, 512))).toBe(code))).toBeLessThan(10);
  });

  const harmless: [string, () => string][] = [
    ['text that a table throws out', () => `<table>${'文<b></b>'.repeat(50_000)}`],
    [
      'attributes for the root again and again',
      () => Array.from({ length: 50_000 }, (_, i) => `<html a${i}>`).join(''),
    ],
    ['a picture of two megabytes in an attribute', () => `<img src="data:${'A'.repeat(2_000_000)}">文`],
    ['a long script full of comparisons', () => `<script>${'if (a <b c d e f) '.repeat(20_000)}</script>文`],
    [
      'cells and items that nobody closes',
      () => `<table>${'<tr><td>1<td>2'.repeat(2_000)}</table><ul>${'<li>文'.repeat(2_000)}`,
    ],
  ];
  it.each(harmless)('but %s is read', (_name, page) => {
    const html = page();
    expect(effortOf(() => expect(parseTree(html, 512).first).not.toBeNull())).toBeLessThan(10);
  });
});
