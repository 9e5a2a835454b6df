import { defined } from '../../defined.js';
import { PAGE } from '../layout/page/tolerances.js';
import type { XmlElement } from '../xml/element.js';
import { childOf, childrenOf, numbersOf } from './elements.js';
import type { OfdPackage } from './package.js';

/** How something is painted, as far as the file says. */
export interface OfdPaint {
  readonly lineWidth?: number;
  readonly strokeWhite?: boolean;
  readonly fillWhite?: boolean;
}

/** What pages of a document share: units of graphics, and ways to paint. */
export class OfdResources {
  readonly #units = new Map<string, XmlElement>();
  readonly #paints = new Map<string, XmlElement>();

  add(resource: XmlElement | null): void {
    if (resource === null) return;
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
  return defined({ lineWidth, strokeWhite: stroke && isWhite(stroke), fillWhite: fill && isWhite(fill) });
}

/** Grey, RGB, or the four printing colours, in numbers or `#` and hexadecimal digits. */
function isWhite(colour: XmlElement): boolean {
  const parts = (colour.attribute('Value') ?? '').trim().split(/\s+/);
  const values = parts.map((part) =>
    part.startsWith('#') ? Number.parseInt(part.slice(1), 16) : Number.parseFloat(part),
  );
  if (values.length === 4) return values.every((value) => value <= 0xff - PAGE.white);
  return values.every((value) => value >= PAGE.white);
}
