import { parse, html as spec, type Token, type TreeAdapter, type TreeAdapterTypeMap } from 'parse5';
import { DocumentError } from '../../errors.js';
import { refuseMonstrousTags } from './guard.js';
import { PLAIN_SIGHT, type Sight } from './sight.js';

/** A run of characters of the page. */
class TextNode {
  readonly kind = 'text';
  parent: ElementNode | null = null;
  previous: TreeNode | null = null;
  next: TreeNode | null = null;

  constructor(public value: string) {}
}

/** An element; also the document itself (`#document`) and the inside of a template (`#template`). */
export class ElementNode {
  readonly kind = 'element';
  parent: ElementNode | null = null;
  previous: TreeNode | null = null;
  next: TreeNode | null = null;
  first: TreeNode | null = null;
  last: TreeNode | null = null;
  /** What `measure` found below this element; 0 before it ran. */
  readonly measure = new Measure();
  /** How its own text is seen, as `measure` found; null where nothing in it is seen. */
  sight: Sight | null = PLAIN_SIGHT;

  constructor(
    readonly name: string,
    readonly namespace: spec.NS,
    readonly attributes: Token.Attribute[],
  ) {}
}

/** Measures of an element's content, including its visible descendants. */
class Measure {
  /** Characters that are no white space. */
  text = 0;
  /** Those of `text` that stand inside a link. */
  linked = 0;
  /** Those of `text` that stand in data tables, links left out. */
  tabular = 0;
  /** Descendant tables of more than one cell. */
  tables = 0;
  /** For a table: its own cells. */
  cells = 0;
  /** The element is a known home of article bodies, or holds one. */
  candidate = false;
  /** Never shown, or no text of the page: scripts, form controls, hidden elements. */
  skipped = false;
}

export type TreeNode = TextNode | ElementNode | CommentNode;

/** Comments are made for the parser's sake and never linked into the tree. */
class CommentNode {
  readonly kind = 'comment';
  parent: ElementNode | null = null;
  previous: TreeNode | null = null;
  next: TreeNode | null = null;
}

/** The value of an attribute, or undefined where the element has none of that name. */
export function attribute(element: ElementNode, name: string): string | undefined {
  for (const each of element.attributes) if (each.name === name) return each.value;
  return undefined;
}

type TreeMap = TreeAdapterTypeMap<
  TreeNode,
  ElementNode,
  TreeNode,
  ElementNode,
  ElementNode,
  ElementNode,
  CommentNode,
  TextNode,
  ElementNode,
  never
>;

/**
 * Elements that one page may open. Formatting elements that are never closed are opened again in every
 * paragraph, so a page's tree can be far larger than the page.
 */
const MOST_ELEMENTS = 1_000_000;
/** Deeper than this, the walkers over the tree could exhaust the stack whatever the caller allows. */
const DEEPEST = 1_000;

/**
 * The tree is a linked list at every level, so that no operation of the parser costs more where an element
 * has many children, and carries nothing that the readers do not need.
 */
class TreeBuilder implements TreeAdapter<TreeMap> {
  #mode: spec.DOCUMENT_MODE = spec.DOCUMENT_MODE.NO_QUIRKS;
  #open = 0;
  #opened = 0;
  readonly #depth: number;

  constructor(depth: number) {
    this.#depth = Math.min(depth, DEEPEST);
  }

  onItemPush(): void {
    this.#opened += 1;
    this.#open += 1;
    if (this.#open > this.#depth) {
      throw new DocumentError('too_deep', `elements are nested more than ${this.#depth} deep`, {
        hint: 'no report is built like this; look at the page',
      });
    }
    if (this.#opened > MOST_ELEMENTS) {
      throw new DocumentError('too_large', `the page has more than ${MOST_ELEMENTS} elements`);
    }
  }

  onItemPop(): void {
    this.#open -= 1;
  }

  createDocument(): ElementNode {
    return new ElementNode('#document', spec.NS.HTML, []);
  }

  createDocumentFragment(): ElementNode {
    return new ElementNode('#template', spec.NS.HTML, []);
  }

  createElement(name: string, namespace: spec.NS, attributes: Token.Attribute[]): ElementNode {
    return new ElementNode(name, namespace, attributes);
  }

  createTextNode(value: string): TextNode {
    return new TextNode(value);
  }

  createCommentNode(): CommentNode {
    return new CommentNode();
  }

  appendChild(parent: ElementNode, node: TreeNode): void {
    if (node.kind === 'comment') return;
    node.parent = parent;
    node.next = null;
    node.previous = parent.last;
    if (parent.last === null) parent.first = node;
    else parent.last.next = node;
    parent.last = node;
  }

  insertBefore(parent: ElementNode, node: TreeNode, reference: TreeNode): void {
    if (node.kind === 'comment') return;
    node.parent = parent;
    node.next = reference;
    node.previous = reference.previous;
    if (reference.previous === null) parent.first = node;
    else reference.previous.next = node;
    reference.previous = node;
  }

  detachNode(node: TreeNode): void {
    const { parent, previous, next } = node;
    if (parent === null) return;
    if (previous === null) parent.first = next;
    else previous.next = next;
    if (next === null) parent.last = previous;
    else next.previous = previous;
    node.parent = null;
    node.previous = null;
    node.next = null;
  }

  insertText(parent: ElementNode, text: string): void {
    if (parent.last?.kind === 'text') parent.last.value += text;
    else this.appendChild(parent, new TextNode(text));
  }

  insertTextBefore(parent: ElementNode, text: string, reference: TreeNode): void {
    if (reference.previous?.kind === 'text') reference.previous.value += text;
    else this.insertBefore(parent, new TextNode(text), reference);
  }

  getFirstChild(node: ElementNode): TreeNode | null {
    return node.first;
  }

  getChildNodes(node: ElementNode): TreeNode[] {
    const children: TreeNode[] = [];
    for (let child = node.first; child !== null; child = child.next) children.push(child);
    return children;
  }

  getParentNode(node: TreeNode): ElementNode | null {
    return node.parent;
  }

  getAttrList(element: ElementNode): Token.Attribute[] {
    return element.attributes;
  }

  getTagName(element: ElementNode): string {
    return element.name;
  }

  getNamespaceURI(element: ElementNode): spec.NS {
    return element.namespace;
  }

  getTextNodeContent(node: TextNode): string {
    return node.value;
  }

  getCommentNodeContent(): string {
    return '';
  }

  isElementNode(node: TreeNode): node is ElementNode {
    return node.kind === 'element';
  }

  isTextNode(node: TreeNode): node is TextNode {
    return node.kind === 'text';
  }

  isCommentNode(node: TreeNode): node is CommentNode {
    return node.kind === 'comment';
  }

  isDocumentTypeNode(_node: TreeNode): _node is never {
    return false;
  }

  getDocumentMode(): spec.DOCUMENT_MODE {
    return this.#mode;
  }

  setDocumentMode(_document: ElementNode, mode: spec.DOCUMENT_MODE): void {
    this.#mode = mode;
  }

  /** A template's content stays outside the tree, as in a browser: it is never shown. */
  getTemplateContent(template: ElementNode): ElementNode {
    const content = this.#templates.get(template) ?? this.createDocumentFragment();
    this.#templates.set(template, content);
    return content;
  }

  setTemplateContent(template: ElementNode, content: ElementNode): void {
    this.#templates.set(template, content);
  }

  readonly #templates = new Map<ElementNode, ElementNode>();

  // The parser calls the following only in modes that are not used here, or for things that a reader does not need.
  adoptAttributes(): void {}
  setDocumentType(): void {}
  getDocumentTypeNodeName(): string {
    return '';
  }
  getDocumentTypeNodePublicId(): string {
    return '';
  }
  getDocumentTypeNodeSystemId(): string {
    return '';
  }
  getNodeSourceCodeLocation(): null {
    return null;
  }
  setNodeSourceCodeLocation(): void {}
  updateNodeSourceCodeLocation(): void {}
}

/**
 * Parses a page as a browser does (WHATWG HTML, the parsing algorithm with foster parenting).
 *
 * @param depth how deep elements may be nested
 * @throws DocumentError `too_deep`, or `too_large` where the tree or a tag outgrows every real page
 */
export function parseTree(html: string, depth: number): ElementNode {
  refuseMonstrousTags(html);
  return parse<TreeMap>(html, { treeAdapter: new TreeBuilder(depth), scriptingEnabled: true });
}
