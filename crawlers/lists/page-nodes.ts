/**
 * The tree of a page, looked at node by node: a list page has hundreds of links, and a selector for each of them costs more
 * than parsing the page. Scripts and styles are left out of the texts and elements, as if the page had none.
 */

/** A node of a page's tree, as the parser makes it. */
export interface PageNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly PageNode[];
  readonly parent: PageNode | null;
}

/** An element that is no script and no style. */
export interface PageElement extends PageNode {
  readonly name: string;
  readonly attribs: Readonly<Record<string, string>>;
  readonly children: readonly PageNode[];
}

export function isElement(node: PageNode): node is PageElement {
  return node.type === 'tag';
}

/** The elements below a node, in the order of the page. */
export function elementsBelow(node: PageNode): PageElement[] {
  const found: PageElement[] = [];
  const waiting = [...(node.children ?? [])].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isElement(next)) continue;
    found.push(next);
    for (let at = next.children.length - 1; at >= 0; at--) {
      const child = next.children[at];
      if (child !== undefined) waiting.push(child);
    }
  }
  return found;
}

/** The elements inside another, level by level; null for more than `most`. */
export function elementsIn(element: PageElement, most: number): PageElement[] | null {
  const found = element.children.filter(isElement);
  for (let at = 0; at < found.length; at++) {
    if (found.length > most) return null;
    for (const child of found[at]?.children ?? []) if (isElement(child)) found.push(child);
  }
  return found;
}

/** The text in a node, with the text that `instead` gives for an element in place of its own; null keeps it. */
export function textIn(
  node: PageNode,
  instead: (element: PageElement) => string | null = () => null,
): string {
  let text = '';
  for (const child of node.children ?? []) {
    if (child.type === 'text') text += child.data ?? '';
    else if (isElement(child)) text += instead(child) ?? textIn(child, instead);
    else if (child.type === 'cdata') text += textIn(child, instead);
  }
  return text;
}

/** The element around another; null at `top`, and where there is none. */
export function parentOf(element: PageElement, top: PageNode | null): PageElement | null {
  const { parent } = element;
  return element === top || parent === null || !isElement(parent) ? null : parent;
}

/** The element itself or the nearest one around it, up to `top`, that has one of these names; null for none. */
export function closest(
  element: PageElement,
  names: ReadonlySet<string>,
  top: PageNode | null,
): PageElement | null {
  let node: PageElement | null = element;
  while (node !== null && !names.has(node.name)) node = parentOf(node, top);
  return node;
}
