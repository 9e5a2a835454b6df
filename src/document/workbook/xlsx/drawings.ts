import type { XmlElement } from '../../xml/element.js';
import type { CellArea } from '../looks.js';

/** Where the pictures, shapes and charts of a drawing stand (ECMA-376 part 1, 20.5); hidden ones are not there. */
export function areasOfDrawing(drawing: XmlElement | undefined): CellArea[] {
  return (drawing?.children ?? []).flatMap((anchor): CellArea[] => {
    // newer kinds of shapes, with what older programs show in their place: both stand at one place
    if (anchor.name === 'AlternateContent') return areasOfDrawing(anchor.children[0]);
    const from = markerIn(anchor.child('from'));
    if (from === null || isHidden(anchor)) return [];
    const to = markerIn(anchor.child('to')) ?? from;
    // what only begins in a row or a column is not in it
    const bottom = to.row > from.row && to.down < LEAST ? to.row - 1 : to.row;
    const right = to.column > from.column && to.across < LEAST ? to.column - 1 : to.column;
    return [{ top: from.row, left: from.column, bottom, right }];
  });
}

/** Less of a shape than this, in EMU (1/12700 point), shows nothing: five points. */
const LEAST = 63_500;

interface Marker {
  readonly row: number;
  readonly column: number;
  readonly down: number;
  readonly across: number;
}

function markerIn(marker: XmlElement | undefined): Marker | null {
  const told = (name: string): number => Number(marker?.child(name)?.text ?? Number.NaN);
  const found = { row: told('row'), column: told('col'), down: told('rowOff'), across: told('colOff') };
  if (!(Number.isInteger(found.row) && Number.isInteger(found.column))) return null;
  return { ...found, down: found.down || 0, across: found.across || 0 };
}

function isHidden(element: XmlElement): boolean {
  if (element.name === 'cNvPr') return /^(?:1|true)$/u.test(element.attribute('hidden') ?? '');
  return element.children.some(isHidden);
}

const CLIENT = /<x:ClientData\s[^>]*ObjectType\s*=\s*["'](\w+)["'][^>]*>(.*?)<\/x:ClientData>/gsu;
const ANCHOR = /<x:Anchor[^>]*>([\d\s,-]+)</u;

/** Where the controls of a sheet stand that are written in VML; comments are shown on demand only. */
export function areasOfVml(vml: string): CellArea[] {
  return [...vml.matchAll(CLIENT)].flatMap(([, kind, data = '']) => {
    const anchor = ANCHOR.exec(data)?.[1]?.split(',').map(Number);
    if (kind === 'Note' || anchor === undefined) return [];
    const [left = 0, , top = 0, , right = left, across = 0, bottom = top, down = 0] = anchor;
    return [
      {
        top,
        left,
        bottom: bottom > top && down === 0 ? bottom - 1 : bottom,
        right: right > left && across === 0 ? right - 1 : right,
      },
    ];
  });
}
