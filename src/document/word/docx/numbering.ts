import { defined } from '../../../defined.js';
import type { XmlElement } from '../../xml/element.js';
import { LEVELS, type ListLevel, type ListUse, LONGEST_LEVEL } from '../list-counters.js';
import type { DocxStyles, NumberingReference } from './styles.js';
import { toggle } from './styles.js';

/** A list's definition (`w:abstractNum`): its levels, or the numbering style that has them. */
interface Definition {
  readonly id: string;
  readonly levels: readonly (ListLevel | undefined)[];
  /** By paragraph style: the level that numbers its paragraphs. */
  readonly styles: ReadonlyMap<string, number>;
  readonly linked: string | undefined;
}

interface NumberedList extends ListUse {
  readonly styles: ReadonlyMap<string, number>;
}

const SEPARATORS: Readonly<Record<string, string>> = { tab: '\t', space: ' ', nothing: '' };
const LONGEST_LINK = 8;

/** The lists of a document (ECMA-376 part 1, 17.9). */
export class DocxLists {
  readonly #definitions = new Map<string, Definition>();
  readonly #lists = new Map<string, NumberedList>();
  readonly #instances = new Map<string, XmlElement>();

  constructor(
    root: XmlElement | undefined,
    private readonly styles: DocxStyles,
  ) {
    for (const element of root?.children ?? []) {
      if (element.name === 'w:abstractNum') {
        const id = element.attribute('w:abstractNumId') ?? '';
        if (!this.#definitions.has(id)) this.#definitions.set(id, readDefinition(element, id));
      } else if (element.name === 'w:num') {
        const id = element.attribute('w:numId') ?? '';
        if (!this.#instances.has(id)) this.#instances.set(id, element);
      }
    }
  }

  /**
   * The list and level of a paragraph: by its own properties, else by its style. A style's level is the one that
   * names the style (17.9.23), whatever the style itself says.
   */
  find(
    own: NumberingReference | undefined,
    style: string | undefined,
  ): { readonly list: ListUse; readonly level: number } | undefined {
    const inherited = this.styles.numbering(style);
    const id = own?.list ?? inherited?.list;
    const list = id === undefined || id === '0' ? undefined : this.#list(id);
    if (list === undefined) return undefined;
    if (own?.list !== undefined) return { list, level: own.level ?? 0 };
    const linked = inherited?.style === undefined ? undefined : list.styles.get(inherited.style);
    return { list, level: own?.level ?? linked ?? inherited?.level ?? 0 };
  }

  #list(id: string): NumberedList | undefined {
    const known = this.#lists.get(id);
    const element = this.#instances.get(id);
    if (known !== undefined || element === undefined) return known;
    const definition = this.#definition(element, 0);
    if (definition === undefined) return undefined;
    const levels = [...definition.levels];
    const restarts = new Map<number, number>();
    for (const override of element.children) {
      const level = Number(override.attribute('w:ilvl') ?? Number.NaN);
      if (override.name !== 'w:lvlOverride' || !isLevel(level)) continue;
      const whole = override.child('w:lvl');
      if (whole !== undefined) levels[level] = readLevel(whole);
      const start = numberOf(override.child('w:startOverride'));
      if (start !== undefined) restarts.set(level, start);
    }
    const list = { id, definition: definition.id, levels, restarts, styles: definition.styles };
    this.#lists.set(id, list);
    return list;
  }

  /** A definition may borrow the levels of a numbering style, whose own list then counts (17.9.21). */
  #definition(instance: XmlElement, links: number): Definition | undefined {
    const definition = this.#definitions.get(instance.child('w:abstractNumId')?.attribute('w:val') ?? '');
    if (definition?.linked === undefined || links > LONGEST_LINK) return definition;
    const next = this.#instances.get(this.styles.numbering(definition.linked)?.list ?? '');
    return next === undefined ? definition : this.#definition(next, links + 1);
  }
}

function readDefinition(element: XmlElement, id: string): Definition {
  const levels: (ListLevel | undefined)[] = [];
  const styles = new Map<string, number>();
  for (const child of element.children) {
    const level = Number(child.attribute('w:ilvl') ?? Number.NaN);
    if (child.name !== 'w:lvl' || !isLevel(level)) continue;
    levels[level] = readLevel(child);
    const style = child.child('w:pStyle')?.attribute('w:val');
    if (style !== undefined) styles.set(style, level);
  }
  return { id, levels, styles, linked: element.child('w:numStyleLink')?.attribute('w:val') };
}

function readLevel(element: XmlElement): ListLevel {
  const format = element.child('w:numFmt');
  const custom = /^0{0,8}\d/.exec(format?.attribute('w:format') ?? '')?.[0].length;
  const hidden = toggle(element.child('w:rPr'), 'w:vanish') ?? false;
  const text = element.child('w:lvlText')?.attribute('w:val') ?? '';
  const suffix = element.child('w:suff')?.attribute('w:val') ?? 'tab';
  return {
    start: numberOf(element.child('w:start')) ?? 0,
    format: format?.attribute('w:val') ?? 'decimal',
    ...defined({ digits: custom }),
    text: hidden || text.length > LONGEST_LEVEL ? '' : text,
    restart: numberOf(element.child('w:lvlRestart')),
    legal: toggle(element, 'w:isLgl') ?? false,
    separator: SEPARATORS[suffix] ?? '\t',
  };
}

function isLevel(level: number): boolean {
  return Number.isInteger(level) && level >= 0 && level < LEVELS;
}

/** Numbers beyond this number nothing. */
const GREATEST = 32_767;

function numberOf(element: XmlElement | undefined): number | undefined {
  const value = Number(element?.attribute('w:val') ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 && value <= GREATEST ? value : undefined;
}
