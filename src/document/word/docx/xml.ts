import { DocumentError } from '../../../errors.js';
import { canonicalNames, isUnderstood } from './namespaces.js';
import { decodeXml, unescapeXml } from './xml-text.js';

const NOTHING: readonly never[] = [];

/**
 * An element of an Office Open XML part. Names carry the usual prefixes whatever the part's own are (`w:p`); an
 * element of a namespace that no reader knows has the name ''. `mc:AlternateContent` is resolved already.
 */
export class XmlElement {
  /** Names and values in turn. */
  attributes: readonly string[] = NOTHING;
  children: readonly XmlElement[] = NOTHING;
  /** The characters directly inside. */
  text = '';

  constructor(readonly name: string) {}

  attribute(name: string): string | undefined {
    for (let at = 0; at < this.attributes.length; at += 2) {
      if (this.attributes[at] === name) return this.attributes[at + 1];
    }
    return undefined;
  }

  child(name: string): XmlElement | undefined {
    for (const child of this.children) if (child.name === name) return child;
    return undefined;
  }

  add(child: XmlElement): void {
    if (this.children === NOTHING) this.children = [child];
    else (this.children as XmlElement[]).push(child);
  }
}

/** Elements of one part. */
const MOST_ELEMENTS = 1_000_000;
/** Prefixes of all elements that declare some, those from around them counted again. */
const MOST_PREFIXES = 2_000_000;
/** Deeper than this, walkers over the tree could exhaust the stack whatever the caller allows. */
const DEEPEST = 1_000;
const MOST_ATTRIBUTES = 200;

/**
 * Parses a part of an Office Open XML package. As the format asks (ECMA-376 part 2, 9.1.4), document type
 * declarations are refused, so there are no entities to unfold.
 *
 * @param name of the part, for messages
 * @throws DocumentError `damaged`, `too_deep`, `too_large`
 */
export function parseXml(bytes: Uint8Array, name: string, depth: number): XmlElement {
  return new Parser(decodeXml(bytes, name), name, Math.min(depth, DEEPEST)).parse();
}

interface Scope {
  readonly prefixes: ReadonlyMap<string, string>;
  /** Names as they are written, to the canonical ones. */
  readonly names: Map<string, string>;
}

interface Open {
  readonly element: XmlElement;
  readonly written: string;
  readonly scope: Scope;
}

const VALUE = /[\t\n\r ]*=[\t\n\r ]*["']/y;

class Parser {
  readonly #outermost: Scope = {
    prefixes: new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]),
    names: new Map(),
  };
  readonly #open: Open[] = [];
  readonly #document = new XmlElement('#document');
  #elements = 0;
  #prefixes = 0;
  #at = 0;

  constructor(
    private readonly source: string,
    private readonly part: string,
    private readonly depth: number,
  ) {}

  parse(): XmlElement {
    const { source } = this;
    for (;;) {
      const tag = source.indexOf('<', this.#at);
      this.#characters(tag < 0 ? source.length : tag);
      if (tag < 0) break;
      const next = source.charCodeAt(tag + 1);
      if (next === 0x2f) this.#endTag(tag);
      else if (next === 0x21) this.#declaration(tag);
      else if (next === 0x3f) this.#at = this.#find('?>', tag) + 2;
      else this.#startTag(tag);
    }
    const root = this.#document.children[0];
    if (this.#open.length > 0 || root === undefined) throw this.#damaged('ends in the middle');
    return root;
  }

  #characters(end: number): void {
    const element = this.#open.at(-1)?.element;
    if (end > this.#at && element !== undefined)
      element.text += unescapeXml(this.source.slice(this.#at, end), this.part);
    this.#at = end;
  }

  #declaration(tag: number): void {
    const { source } = this;
    if (source.startsWith('<!--', tag)) {
      this.#at = this.#find('-->', tag + 4) + 3;
    } else if (source.startsWith('<![CDATA[', tag)) {
      const end = this.#find(']]>', tag);
      const element = this.#open.at(-1)?.element;
      if (element !== undefined) element.text += source.slice(tag + 9, end);
      this.#at = end + 3;
    } else throw this.#damaged('has a document type declaration');
  }

  #endTag(tag: number): void {
    const end = this.#find('>', tag);
    const written = this.source.slice(tag + 2, end).trimEnd();
    const open = this.#open.pop();
    if (open?.written !== written) throw this.#damaged(`closes <${written.slice(0, 40)}>, which is not open`);
    this.#close(open.element);
    this.#at = end + 1;
  }

  #startTag(tag: number): void {
    const { source } = this;
    const nameEnd = this.#nameEnd(tag + 1);
    const written = source.slice(tag + 1, nameEnd);
    if (written === '') throw this.#damaged('has a tag without a name');
    const { attributes, closed } = this.#attributes(nameEnd);
    const scope = this.#scopeOf(attributes);
    const element = new XmlElement(this.#canonical(written, scope));
    if (attributes.length > 0) this.#setAttributes(element, attributes, scope);
    this.#elements += 1;
    if (this.#elements > MOST_ELEMENTS) throw this.#tooLarge(`has more than ${MOST_ELEMENTS} elements`);
    if (closed) this.#close(element);
    else this.#open.push({ element, written, scope });
    if (this.#open.length > this.depth) {
      throw new DocumentError('too_deep', `elements of ${this.part} are nested more than ${this.depth} deep`);
    }
  }

  /** Puts a complete element where it belongs. */
  #close(element: XmlElement): void {
    const parent = this.#open.at(-1)?.element ?? this.#document;
    if (element.name === 'mc:AlternateContent') {
      for (const child of chosenBranch(element)?.children ?? []) parent.add(child);
    } else parent.add(element);
  }

  #nameEnd(from: number): number {
    let at = from;
    for (; at < this.source.length; at += 1) {
      const code = this.source.charCodeAt(at);
      if (code <= 0x20 || code === 0x2f || code === 0x3e || code === 0x3d) break;
    }
    return at;
  }

  /** Written names and values in turn. */
  #attributes(from: number): { attributes: string[]; closed: boolean } {
    const { source } = this;
    const attributes: string[] = [];
    let at = from;
    for (;;) {
      while (source.charCodeAt(at) <= 0x20) at += 1;
      const code = source.charCodeAt(at);
      if (code === 0x3e) {
        this.#at = at + 1;
        return { attributes, closed: false };
      }
      if (code === 0x2f && source.charCodeAt(at + 1) === 0x3e) {
        this.#at = at + 2;
        return { attributes, closed: true };
      }
      const nameEnd = this.#nameEnd(at);
      if (nameEnd === at || attributes.length > 2 * MOST_ATTRIBUTES) throw this.#damaged('has a broken tag');
      VALUE.lastIndex = nameEnd;
      if (!VALUE.test(source)) throw this.#damaged('has an attribute without a value');
      const start = VALUE.lastIndex;
      const end = this.#find(source.charAt(start - 1), start);
      const value = source.slice(start, end);
      if (value.includes('<')) throw this.#damaged('has a broken attribute');
      attributes.push(source.slice(at, nameEnd), unescapeXml(value, this.part));
      at = end + 1;
    }
  }

  #scopeOf(attributes: readonly string[]): Scope {
    const outer = this.#open.at(-1)?.scope ?? this.#outermost;
    let prefixes: Map<string, string> | undefined;
    for (let at = 0; at < attributes.length; at += 2) {
      const name = attributes[at] ?? '';
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      prefixes ??= new Map(outer.prefixes);
      prefixes.set(name.slice(6), attributes[at + 1] ?? '');
    }
    if (prefixes === undefined) return outer;
    this.#prefixes += prefixes.size;
    if (this.#prefixes > MOST_PREFIXES) throw this.#tooLarge(`declares more than ${MOST_PREFIXES} prefixes`);
    return { prefixes, names: new Map() };
  }

  #setAttributes(element: XmlElement, written: readonly string[], scope: Scope): void {
    const attributes: string[] = [];
    for (let at = 0; at < written.length; at += 2) {
      const name = written[at] ?? '';
      const value = written[at + 1] ?? '';
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      if (name === 'Requires') attributes.push(name, this.#understands(value, scope) ? 'understood' : '');
      else attributes.push(name.includes(':') ? this.#canonical(name, scope) : name, value);
    }
    if (attributes.length > 0) element.attributes = attributes;
  }

  #understands(prefixes: string, scope: Scope): boolean {
    return prefixes
      .split(/\s+/)
      .filter((prefix) => prefix !== '')
      .every((prefix) => isUnderstood(scope.prefixes.get(prefix) ?? ''));
  }

  #canonical(written: string, scope: Scope): string {
    const known = scope.names.get(written);
    if (known !== undefined) return known;
    const colon = written.indexOf(':');
    const uri = scope.prefixes.get(colon < 0 ? '' : written.slice(0, colon));
    if (uri === undefined && colon >= 0)
      throw this.#damaged(`uses ${written.slice(0, 40)}, an unknown prefix`);
    const name = canonicalNames(uri ?? '', written.slice(colon + 1));
    scope.names.set(written, name);
    return name;
  }

  #find(mark: string, from: number): number {
    const at = this.source.indexOf(mark, from);
    if (at < 0) throw this.#damaged('ends in the middle');
    return at;
  }

  #tooLarge(what: string): DocumentError {
    return new DocumentError('too_large', `${this.part} ${what}`);
  }

  #damaged(what: string): DocumentError {
    return new DocumentError('damaged', `${this.part} ${what}`, { hint: 'fetch the file again' });
  }
}

/** The first choice whose namespaces are understood, else the fallback (ECMA-376 part 3, 9.3). */
function chosenBranch({ children }: XmlElement): XmlElement | undefined {
  return (
    children.find(({ name, attributes }) => name === 'mc:Choice' && attributes.includes('understood')) ??
    children.find(({ name }) => name === 'mc:Fallback')
  );
}
