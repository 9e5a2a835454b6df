import { compile, type Options } from 'css-select';
import { parse, type Selector } from 'css-what';
import { attribute, ElementNode, type TreeNode } from '../tree.js';

/** How strong a selector is (CSS Selectors 4, 17): ids, then classes, attributes and pseudo-classes, then elements. */
type Specificity = readonly [ids: number, classes: number, elements: number];

export interface CompiledSelector {
  readonly specificity: number;
  /** The id, class or element name that the element itself must have, so that few elements need to be matched. */
  readonly key: { readonly kind: 'id' | 'class' | 'name' | 'any'; readonly value: string };
  matches(element: ElementNode): boolean;
}

/** css-select over the tree of the page. */
const OPTIONS: Options<TreeNode, ElementNode> = {
  adapter: {
    isTag: (node): node is ElementNode => node.kind === 'element',
    getChildren: (node) => (node.kind === 'element' ? childrenOf(node) : []),
    getParent: (node) => node.parent,
    getSiblings: (node) => (node.parent === null ? [node] : childrenOf(node.parent)),
    getText: () => '',
    getName: (element) => element.name,
    getAttributeValue: attribute,
    hasAttrib: (element, name) => attribute(element, name) !== undefined,
    removeSubsets: (nodes) => nodes,
    existsOne: (test, nodes) => nodes.some((node) => node instanceof ElementNode && test(node)),
    findAll: () => [],
    findOne: () => null,
    prevElementSibling: (node) => {
      for (let at = node.previous; at !== null; at = at.previous) if (at.kind === 'element') return at;
      return null;
    },
  },
};

function childrenOf(node: ElementNode): TreeNode[] {
  const children: TreeNode[] = [];
  for (let child = node.first; child !== null; child = child.next) children.push(child);
  return children;
}

/**
 * The selectors of a rule, except those that a static page can never match: pseudo-elements, `:hover` and its
 * kind, and those that are not understood (in CSS, one invalid selector makes the whole rule invalid).
 */
export function compileSelectors(prelude: string): CompiledSelector[] {
  let parsed: Selector[][];
  try {
    parsed = parse(prelude);
  } catch {
    return [];
  }
  return parsed.flatMap((tokens): CompiledSelector[] => {
    if (tokens.some(isOutside)) return [];
    let query: (element: ElementNode) => boolean;
    try {
      query = compile<TreeNode, ElementNode>([tokens], OPTIONS);
    } catch {
      return [];
    }
    return [{ specificity: strength(tokens), key: keyOf(tokens), matches: query }];
  });
}

/** `:has` and the like would search the whole page for every element; the others do not name elements of the page. */
function isOutside(token: Selector): boolean {
  if (token.type === 'pseudo-element') return true;
  return (
    token.type === 'pseudo' &&
    /^(?:hover|active|focus.*|visited|target.*|before|after|first-l.*|has|contains|icontains)$/.test(
      token.name,
    )
  );
}

function strength(tokens: readonly Selector[]): number {
  const sum: [number, number, number] = [0, 0, 0];
  for (const token of tokens) {
    if (token.type === 'attribute') sum[token.name === 'id' && token.action === 'equals' ? 0 : 1] += 1;
    else if (token.type === 'pseudo') sum[1] += 1;
    else if (token.type === 'tag') sum[2] += 1;
  }
  return rank(sum);
}

const rank = ([ids, classes, elements]: Specificity): number => ids * 1e6 + classes * 1e3 + elements;

const COMBINATORS: ReadonlySet<string> = new Set(['descendant', 'child', 'adjacent', 'sibling', 'parent']);

function keyOf(tokens: readonly Selector[]): CompiledSelector['key'] {
  const last = tokens.slice(tokens.findLastIndex((token) => COMBINATORS.has(token.type)) + 1);
  for (const token of last) {
    if (token.type === 'attribute' && token.name === 'id' && token.action === 'equals')
      return { kind: 'id', value: token.value };
  }
  for (const token of last) {
    if (token.type === 'attribute' && token.name === 'class' && token.action === 'element')
      return { kind: 'class', value: token.value };
  }
  for (const token of last) if (token.type === 'tag') return { kind: 'name', value: token.name };
  return { kind: 'any', value: '' };
}
