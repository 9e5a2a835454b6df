/** The texts of a page's small elements. */

/** A node of a page's tree, as far as its text goes. */
export interface TextNode {
  readonly type: string;
  readonly data?: string;
  readonly children?: readonly TextNode[];
}

/** Texts that are known, by node; null for those that are too long. */
export type ShortTexts = Map<unknown, string | null>;

/**
 * The text in an element without blanks; null where it is longer than `most`. Each element is read once for all that are
 * around it, and without recursion, for pages nest as deep as they like; give the same `known` for one page.
 */
export function shortText(element: TextNode, most: number, known: ShortTexts): string | null {
  const stack: TextNode[] = [element];
  for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
    if (known.has(node)) {
      stack.pop();
      continue;
    }
    const open = (node.children ?? []).filter((child) => child.children !== undefined && !known.has(child));
    if (open.length > 0) {
      for (const child of open) stack.push(child);
      continue;
    }
    known.set(node, joined(node, most, known));
    stack.pop();
  }
  return known.get(element) ?? null;
}

function joined({ children = [] }: TextNode, most: number, known: ShortTexts): string | null {
  let text = '';
  for (const child of children) {
    const part = child.type === 'text' ? (child.data ?? '').replace(/\s+/g, '') : (known.get(child) ?? '');
    if (known.get(child) === null) return null;
    text += part;
    if (text.length > most) return null;
  }
  return text;
}
