/** The little of SVG that drawings of pages are made of. Whatever a document says is escaped here and nowhere else. */

export type Attributes = Readonly<Record<string, string | number>>;

/** Neither a character of XML 1.0 nor half of one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(NO_XML, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** An element. @param content elements as they are made here; never text */
export function element(name: string, attributes: Attributes, content: readonly string[] = []): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${written(value)}"`);
  const start = `<${name}${given.join('')}`;
  return content.length === 0 ? `${start}/>` : `${start}>${content.join('')}</${name}>`;
}

/** A text on its baseline. */
export function textAt(text: string, x: number, y: number, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, [escaped(text)]);
}

/** What a viewer shows where the pointer rests. */
export function titled(text: string): string {
  return element('title', {}, [escaped(text)]);
}

function written(value: string | number): string {
  if (typeof value === 'string') return escaped(value);
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0';
}
