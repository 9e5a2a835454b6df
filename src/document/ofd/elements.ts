import type { XmlElement } from '../xml/element.js';
import type { XmlDialect } from '../xml/read-xml.js';

/** Elements are known by their local names: the prefix `ofd:` is a habit, and careless writers leave the namespace out. */
export const OFD_XML: XmlDialect = { nameOf: (_, local) => local };

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.child(name);
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
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
