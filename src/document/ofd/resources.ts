import { defined } from '../../defined.js';
import type { Colour } from '../layout/page/colour.js';
import { isSymbolFont } from '../layout/page/symbol-font.js';
import type { XmlElement } from '../xml/element.js';
import { childOf, childrenOf, numbersOf } from './elements.js';
import type { OfdPackage } from './package.js';

/** How something is painted, as far as the file says. */
export interface OfdPaint {
  readonly lineWidth?: number;
  readonly stroke?: OfdColour;
  readonly fill?: OfdColour;
}

interface OfdColour {
  readonly colour: Colour;
  /** From 0, clear, to 1, opaque. */
  readonly alpha: number;
}

/** What pages of a document share: units of graphics, and ways to paint. */
export class OfdResources {
  readonly #units = new Map<string, XmlElement>();
  /** Fonts of signs, by their ids. */
  readonly #signs = new Set<string>();
  readonly #paints = new Map<string, XmlElement>();

  add(resource: XmlElement | null): void {
    if (resource === null) return;
    for (const group of childrenOf(resource, 'Fonts')) {
      for (const font of childrenOf(group, 'Font')) {
        const names = [font.attribute('FontName'), font.attribute('FamilyName')];
        if (names.some((name) => isSymbolFont(name ?? ''))) this.#signs.add(font.attribute('ID') ?? '');
      }
    }
    for (const group of childrenOf(resource, 'CompositeGraphicUnits')) {
      for (const unit of childrenOf(group, 'CompositeGraphicUnit')) {
        this.#units.set(unit.attribute('ID') ?? '', unit);
      }
    }
    for (const group of childrenOf(resource, 'DrawParams')) {
      for (const paint of childrenOf(group, 'DrawParam'))
        this.#paints.set(paint.attribute('ID') ?? '', paint);
    }
  }

  isSignFont(id: string | undefined): boolean {
    return id !== undefined && this.#signs.has(id);
  }

  unit(id: string | undefined): XmlElement | undefined {
    return id === undefined ? undefined : this.#units.get(id);
  }

  /** How an object is painted: by what it says itself, else by what it refers to. */
  paintOf(element: XmlElement, inherited: string | undefined): OfdPaint {
    const own = paintIn(element);
    const referred = this.#referred(element.attribute('DrawParam') ?? inherited, 0);
    return { ...referred, ...own };
  }

  #referred(id: string | undefined, depth: number): OfdPaint {
    const paint = id === undefined ? undefined : this.#paints.get(id);
    if (paint === undefined || depth > this.#paints.size) return {};
    return { ...this.#referred(paint.attribute('Relative'), depth + 1), ...paintIn(paint) };
  }
}

/** Reads the resources that an element of a part names. */
export function addResources(
  resources: OfdResources,
  files: OfdPackage,
  element: XmlElement | undefined,
  from: string,
): void {
  for (const name of ['PublicRes', 'DocumentRes', 'PageRes']) {
    for (const { text } of childrenOf(element, name)) resources.add(files.read(files.resolve(text, from)));
  }
}

function paintIn(element: XmlElement): OfdPaint {
  const [lineWidth] = numbersOf(element.attribute('LineWidth'));
  const stroke = childOf(element, 'StrokeColor');
  const fill = childOf(element, 'FillColor');
  return defined({ lineWidth, stroke: stroke && colourIn(stroke), fill: fill && colourIn(fill) });
}

/** Grey, RGB, or the four printing colours, in numbers or `#` and hexadecimal digits; patterns are no one colour. */
function colourIn(element: XmlElement): OfdColour {
  const [alpha = 255] = numbersOf(element.attribute('Alpha'));
  const parts = (element.attribute('Value') ?? '').trim().split(/\s+/).filter(Boolean);
  const values = parts.map((part) =>
    part.startsWith('#') ? Number.parseInt(part.slice(1), 16) : Number.parseFloat(part),
  );
  return { colour: mixed(element.children.length > 0 ? null : values), alpha: alpha / 255 };
}

function mixed(values: readonly number[] | null): Colour {
  if (values === null || !values.every(Number.isFinite)) return null;
  const [a = 0, b = a, c = a, key] = values;
  if (key === undefined) return values.length === 2 ? null : [a, b, c];
  const ink = (part: number): number => ((255 - part) * (255 - key)) / 255;
  return [ink(a), ink(b), ink(c)];
}
