import { load } from 'cheerio';
import { DocumentError } from '../../errors.js';

/** An element of a part, by its local name: the prefix `ofd:` is a habit, no rule. */
export interface OfdElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly OfdElement[];
  /** The text directly in it. */
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly data?: string;
  readonly name?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly Node[];
}

const NOTHING: OfdElement = { name: '', attributes: {}, children: [], text: '' };

/**
 * Reads a part of the package: its root element; an empty one where it holds none.
 *
 * @throws DocumentError `too_deep`
 */
export function parseOfdXml(text: string, depth: number): OfdElement {
  const root: Node | undefined = load(text, { xml: { decodeEntities: true } }).root()[0];
  const first = root?.children?.find((node) => node.type === 'tag');
  return first === undefined ? NOTHING : elementOf(first, depth);
}

function elementOf(node: Node, depth: number): OfdElement {
  if (depth <= 0) throw new DocumentError('too_deep', 'the elements of the OFD file are nested too deep');
  const children: OfdElement[] = [];
  let text = '';
  for (const child of node.children ?? []) {
    if (child.type === 'tag') children.push(elementOf(child, depth - 1));
    else if (child.type === 'cdata') for (const part of child.children ?? []) text += part.data ?? '';
    else if (child.type === 'text') text += child.data ?? '';
  }
  return { name: localName(node.name ?? ''), attributes: node.attribs ?? {}, children, text };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export function childOf(element: OfdElement | undefined, name: string): OfdElement | undefined {
  return element?.children.find((child) => child.name === name);
}

export function childrenOf(element: OfdElement | undefined, name: string): readonly OfdElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The numbers of a list (`ST_Array`, `ST_Box`, `ST_Pos`); what is none ends it. */
export function numbersOf(text: string | undefined): number[] {
  const numbers: number[] = [];
  for (const part of (text ?? '').trim().split(/[\s,]+/)) {
    const value = part === '' ? Number.NaN : Number(part);
    if (!Number.isFinite(value)) break;
    numbers.push(value);
  }
  return numbers;
}
