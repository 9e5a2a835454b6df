import type { CssNode } from 'css-tree';
import parse from 'css-tree/parser';

/** Properties that decide whether, and how, a reader sees a text. */
const PROPERTIES = [
  'animation',
  'background-color',
  'background-image',
  'clip',
  'clip-path',
  'color',
  'display',
  'font-size',
  'height',
  'left',
  'max-height',
  'mso-text-raise',
  'opacity',
  'overflow',
  'position',
  'right',
  'text-decoration-line',
  'text-indent',
  'top',
  'transition',
  'vertical-align',
  'visibility',
  'width',
] as const;

export type Property = (typeof PROPERTIES)[number];

export interface Declaration {
  readonly property: Property;
  /** Lower case, white space folded. */
  readonly value: string;
  readonly important: boolean;
}

const KNOWN: ReadonlySet<string> = new Set(PROPERTIES);
const isKnown = (name: string): name is Property => KNOWN.has(name);

/** Shorthands, and the longhand that is read out of each. */
const SHORTHANDS: Readonly<Record<string, readonly Property[]>> = {
  background: ['background-color', 'background-image'],
  font: ['font-size'],
  'text-decoration': ['text-decoration-line'],
  'animation-name': ['animation'],
  'overflow-x': ['overflow'],
  'overflow-y': ['overflow'],
};

/** The declarations of those properties in a block, in order; errors are skipped as CSS requires. */
export function declarationsOf(block: CssNode): Declaration[] {
  if (block.type !== 'Block' && block.type !== 'DeclarationList') return [];
  return block.children.toArray().flatMap((node): Declaration[] => {
    if (node.type !== 'Declaration' || node.value.type !== 'Raw') return [];
    const name = node.property.toLowerCase();
    const value = node.value.value.toLowerCase().replace(/\s+/g, ' ').trim();
    const important = node.important !== false;
    const longhands = isKnown(name) ? [name] : (SHORTHANDS[name] ?? []);
    return longhands.flatMap((property) => {
      const own = isKnown(name) ? value : longhand(property, value);
      return own === null ? [] : [{ property, value: own, important }];
    });
  });
}

/** The declarations of a `style` attribute. */
export function inlineDeclarations(style: string): Declaration[] {
  return declarationsOf(parse(style, { context: 'declarationList', parseValue: false }));
}

/** The part of a shorthand's value that sets the longhand; null if it sets nothing of interest. */
function longhand(property: Property, value: string): string | null {
  switch (property) {
    case 'font-size': {
      // 「italic bold 0/1.5 serif」: the size is the first length
      const size = /(?:^|\s)([\d.]+(?:px|pt|em|rem|%|cm|mm|in|pc|ex|ch|vw|vh)?)(?:\s*\/|\s)/.exec(value)?.[1];
      return size ?? null;
    }
    case 'background-image':
      return /url\(|gradient\(/.test(value) ? 'url()' : 'none';
    case 'background-color':
      // the colour is whatever is left without images, positions and repeats
      return (
        value
          .replace(/(?:url|[a-z-]*gradient)\((?:[^()]|\([^()]*\))*\)/g, ' ')
          .split(/\s+(?![^(]*\))/)
          .find((word) => /^(?:#|rgb|hsl)|^[a-z]+$/.test(word) && !BACKGROUND_WORDS.has(word)) ??
        'transparent'
      );
    default:
      return value;
  }
}

const BACKGROUND_WORDS: ReadonlySet<string> = new Set(
  'repeat no-repeat repeat-x repeat-y space round scroll fixed local center left right top bottom cover contain auto border-box padding-box content-box none'.split(
    ' ',
  ),
);
