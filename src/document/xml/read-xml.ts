import { SaxesParser } from 'saxes';
import { DocumentError } from '../../errors.js';
import { decodeXml } from './decode.js';
import { XmlElement } from './element.js';
import { isDeclaration, Scope } from './scope.js';

/** How the readers of a format see its elements. */
export interface XmlDialect {
  /** The prefix that readers use for elements of this namespace and for prefixed attributes; '' if no reader needs it. */
  readonly nameOf: (namespace: string, local: string) => string;
  /** The attribute whose value is a list of prefixes, and what its value says once it is known what they stand for. */
  readonly prefixList?: {
    readonly attribute: string;
    readonly valueOf: (namespaces: readonly string[]) => string;
  };
  /** Whether text stands among the elements around it, as children of the name `#text`, instead of in `text`. */
  readonly isMixed?: boolean;
  /** What readers see in place of a complete element; null for the element itself. */
  readonly insteadOf?: (element: XmlElement) => readonly XmlElement[] | null;
}

/** The name of a run of text among elements. */
export const TEXT = '#text';
/** Elements of one part. */
const MOST_ELEMENTS = 1_000_000;
/** Prefixes of all elements that declare some, those from around them counted again. */
const MOST_PREFIXES = 2_000_000;
/** Deeper than this, walkers over the tree could exhaust the stack whatever the caller allows. */
const DEEPEST = 1_000;
const MOST_ATTRIBUTES = 200;
/** How much of the parser's message is passed on, in characters: it quotes the part. */
const LONGEST_FAULT = 120;

/**
 * Reads a part of a package whole or not at all: XML 1.0 with namespaces, well-formed to its last tag. Document type
 * declarations are refused, so there are no entities to unfold. The work grows with the length of the part.
 *
 * @param part its name, for messages
 * @param depth how deep elements may be nested
 * @throws DocumentError `damaged`, where the part ends in the middle, is not well-formed or has a document type;
 *   `unsupported`, in an encoding that is not read; `too_deep`; `too_large`, more elements, attributes or prefixes
 *   than any document has
 */
export function readXml(bytes: Uint8Array, part: string, depth: number, dialect: XmlDialect): XmlElement {
  return new XmlReader(part, Math.min(depth, DEEPEST), dialect).read(decodeXml(bytes, part));
}

/** A tree from what saxes reads. Namespaces are resolved here: saxes itself takes twice as long with them. */
class XmlReader {
  readonly #parser = new SaxesParser({ xmlns: false });
  readonly #document = new XmlElement('#document');
  /** The elements that hold the one whose end comes next, and the scopes inside of them. */
  readonly #holders: XmlElement[] = [];
  readonly #scopes: Scope[] = [];
  #element = this.#document;
  #scope = new Scope();
  /** Of the tag that is being read, names and values in turn: its attributes, and the prefixes that it declares. */
  #attributes: string[] = [];
  #declared: string[] = [];
  #elements = 0;
  #prefixes = 0;
  #isAtEnd = false;

  constructor(
    private readonly part: string,
    private readonly depth: number,
    private readonly dialect: XmlDialect,
  ) {
    const parser = this.#parser;
    parser.on('error', (fault) => this.#refuse(fault));
    parser.on('doctype', () => {
      throw this.#damaged('has a document type declaration');
    });
    parser.on('attribute', ({ name, value }) => {
      (isDeclaration(name) ? this.#declared : this.#attributes).push(name, value);
      if (this.#attributes.length + this.#declared.length > 2 * MOST_ATTRIBUTES)
        throw this.#tooLarge(`has a tag with more than ${MOST_ATTRIBUTES} attributes`);
    });
    parser.on('opentag', ({ name }) => this.#start(name));
    parser.on('closetag', () => this.#end());
    const text =
      this.dialect.isMixed === true
        ? (characters: string) => addText(this.#element, characters)
        : (characters: string) => {
            this.#element.text += characters;
          };
    parser.on('text', text);
    parser.on('cdata', text);
  }

  read(text: string): XmlElement {
    this.#parser.write(text);
    this.#isAtEnd = true;
    this.#parser.close();
    const root = this.#document.children.find(({ name }) => name !== TEXT);
    if (root === undefined) throw this.#damaged('has no content');
    return root;
  }

  #start(written: string): void {
    this.#elements += 1;
    if (this.#elements > MOST_ELEMENTS) throw this.#tooLarge(`has more than ${MOST_ELEMENTS} elements`);
    this.#holders.push(this.#element);
    this.#scopes.push(this.#scope);
    if (this.#holders.length > this.depth) {
      const what = `elements of ${this.part} are nested more than ${this.depth} deep`;
      throw new DocumentError('too_deep', what);
    }
    if (this.#declared.length > 0) this.#declare();
    this.#element = new XmlElement(this.#nameOf(written));
    if (this.#attributes.length > 0) {
      this.#element.attributes = this.#resolve(this.#attributes);
      this.#attributes = [];
    }
  }

  /** Puts a complete element where it belongs. */
  #end(): void {
    const element = this.#element;
    const holder = this.#holders.pop() ?? this.#document;
    this.#element = holder;
    this.#scope = this.#scopes.pop() ?? this.#scope;
    const instead = this.dialect.insteadOf?.(element) ?? null;
    if (instead === null) holder.add(element);
    else for (const each of instead) holder.add(each);
  }

  #declare(): void {
    this.#scope = this.#scope.within(this.#declared);
    this.#declared = [];
    this.#prefixes += this.#scope.prefixes.size;
    if (this.#prefixes > MOST_PREFIXES) throw this.#tooLarge(`declares more than ${MOST_PREFIXES} prefixes`);
  }

  /** Attributes without a prefix keep their names. */
  #resolve(attributes: string[]): string[] {
    const list = this.dialect.prefixList;
    for (let at = 0; at < attributes.length; at += 2) {
      const name = attributes[at] ?? '';
      if (name.includes(':')) attributes[at] = this.#nameOf(name);
      else if (name === list?.attribute) {
        const prefixes = (attributes[at + 1] ?? '').split(/\s+/).filter((prefix) => prefix !== '');
        attributes[at + 1] = list.valueOf(prefixes.map((prefix) => this.#scope.namespaceOf(prefix) ?? ''));
      }
    }
    return attributes;
  }

  #nameOf(written: string): string {
    const scope = this.#scope;
    const known = scope.names.get(written);
    if (known !== undefined) return known;
    const colon = written.indexOf(':');
    const namespace = scope.namespaceOf(colon < 0 ? '' : written.slice(0, colon));
    if (namespace === undefined) throw this.#damaged(`uses ${written.slice(0, 40)}, an unknown prefix`);
    const local = written.slice(colon + 1);
    if (colon === 0 || local === '' || local.includes(':')) throw this.#damaged(`has a name that is none`);
    const name = this.dialect.nameOf(namespace, local);
    scope.names.set(written, name);
    return name;
  }

  /** Errors that saxes raises at the end of its input mean that something is missing there. */
  #refuse({ message }: Error): never {
    if (this.#isAtEnd) throw this.#damaged('ends in the middle');
    throw this.#damaged(`is not well-formed: ${message.slice(0, LONGEST_FAULT)}`);
  }

  #tooLarge(what: string): DocumentError {
    return new DocumentError('too_large', `${this.part} ${what}`);
  }

  #damaged(what: string): DocumentError {
    return new DocumentError('damaged', `${this.part} ${what}`);
  }
}

function addText(element: XmlElement, characters: string): void {
  let last = element.children.at(-1);
  if (last?.name !== TEXT) {
    last = new XmlElement(TEXT);
    element.add(last);
  }
  last.text += characters;
}
