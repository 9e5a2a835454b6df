import type { XmlElement } from '../../xml/element.js';

/**
 * The marks (`w:fldChar`) of all fields of a story that have a beginning and an end, so that a mark which was
 * left over hides nothing. Deleted text and the text of boxes have no part in it.
 */
export function matchFields(story: XmlElement): Set<XmlElement> {
  const matched = new Set<XmlElement>();
  const open: XmlElement[][] = [];
  const walk = ({ children }: XmlElement): void => {
    for (const child of children) {
      if (child.name === 'w:fldChar') mark(child, open, matched);
      else if (child.children.length > 0 && !SKIPPED.has(child.name)) walk(child);
    }
  };
  walk(story);
  return matched;
}

const SKIPPED: ReadonlySet<string> = new Set([
  'w:del',
  'w:moveFrom',
  'w:pPr',
  'w:rPr',
  'w:t',
  'w:tblGrid',
  'w:tcPr',
  'w:txbxContent',
]);

function mark(element: XmlElement, open: XmlElement[][], matched: Set<XmlElement>): void {
  const type = element.attribute('w:fldCharType');
  if (type === 'begin') open.push([element]);
  else if (type === 'separate') open.at(-1)?.push(element);
  else if (type === 'end') {
    for (const part of open.pop() ?? []) matched.add(part);
    matched.add(element);
  }
}
