import type { CssNode } from 'css-tree';
import parse from 'css-tree/parser';
import { classesOf } from '../elements.js';
import { attribute, type ElementNode } from '../tree.js';
import { type Declaration, declarationsOf } from './declarations.js';
import { type CompiledSelector, compileSelectors } from './selectors.js';

interface Rule {
  readonly selector: CompiledSelector;
  readonly order: number;
  readonly declarations: readonly Declaration[];
}

/** Style sheets are large, and most rules do not affect what is seen: anything beyond this is not read. */
const MOST_RULES = 4_000;
/** Characters of style sheets that are read. */
const MOST_TEXT = 1_000_000;
/** The width that media queries are judged for, in px: a desktop window, as archives and screenshots have it. */
const WINDOW = 1280;

/** The rules of a page's own `<style>` elements that decide what is seen. */
export class StyleSheet {
  /** By the simple selector that an element must have for a rule to match: its name, one of its classes, its id. */
  readonly #byKey: Readonly<Record<CompiledSelector['key']['kind'], Map<string, Rule[]>>> = {
    any: new Map(),
    name: new Map(),
    class: new Map(),
    id: new Map(),
  };
  #rules = 0;

  /** @param texts the text of each `<style>` element, in the page's order */
  constructor(texts: readonly string[]) {
    let left = MOST_TEXT;
    for (const text of texts) {
      this.#read(
        parse(text.slice(0, left), { parseValue: false, parseRulePrelude: false, parseAtrulePrelude: false }),
      );
      left = Math.max(0, left - text.length);
    }
  }

  get isEmpty(): boolean {
    return this.#rules === 0;
  }

  #read(node: CssNode): void {
    if (node.type === 'StyleSheet' || node.type === 'Block') {
      for (const child of node.children.toArray()) this.#read(child);
    } else if (node.type === 'Atrule') {
      if (node.block !== null && applies(node.name, textOf(node.prelude))) this.#read(node.block);
    } else if (node.type === 'Rule') {
      this.#add(textOf(node.prelude), declarationsOf(node.block));
    }
  }

  #add(prelude: string, declarations: readonly Declaration[]): void {
    if (declarations.length === 0 || this.#rules >= MOST_RULES) return;
    for (const selector of compileSelectors(prelude)) {
      this.#rules += 1;
      const { kind, value } = selector.key;
      const known = this.#byKey[kind].get(value);
      const rule: Rule = { selector, order: this.#rules, declarations };
      if (known === undefined) this.#byKey[kind].set(value, [rule]);
      else known.push(rule);
    }
  }

  /** Declarations of the rules that match the element, the weakest first. */
  declarationsFor(element: ElementNode): readonly Declaration[] {
    const { any, name, class: byClass, id: byId } = this.#byKey;
    const found: Rule[] = [];
    collect(any.get(''), element, found);
    collect(name.get(element.name), element, found);
    if (byClass.size > 0) for (const each of classesOf(element)) collect(byClass.get(each), element, found);
    const id = byId.size > 0 ? attribute(element, 'id') : undefined;
    if (id !== undefined) collect(byId.get(id), element, found);
    if (found.length === 0) return NONE;
    if (found.length > 1) {
      found.sort((a, b) => a.selector.specificity - b.selector.specificity || a.order - b.order);
    }
    return found.flatMap((rule) => rule.declarations);
  }
}

const NONE: readonly Declaration[] = [];

function collect(rules: readonly Rule[] | undefined, element: ElementNode, found: Rule[]): void {
  if (rules === undefined) return;
  for (const rule of rules) if (rule.selector.matches(element)) found.push(rule);
}

function textOf(prelude: CssNode | null): string {
  return prelude?.type === 'Raw' ? prelude.value : '';
}

/** Whether an at-rule's block counts on a screen. */
function applies(name: string, prelude: string): boolean {
  if (name === 'supports' || name === 'layer') return true;
  if (name !== 'media') return false;
  return prelude.split(',').some((query) => {
    const words = query.toLowerCase();
    if (/\b(?:print|speech|tty|projection)\b/.test(words)) return /\bnot\b/.test(words);
    for (const [, edge, width = ''] of words.matchAll(/\((min|max)-width\s*:\s*([\d.]+)px\)/g)) {
      if (edge === 'min' ? WINDOW < Number(width) : WINDOW > Number(width)) return false;
    }
    // other features (colour schemes, orientation, printers) are not those of an ordinary window
    return !/\((?!(?:min|max)-width)/.test(words);
  });
}
