/** The house as its files have it: every file, what it imports, and the texts in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** Paths are relative to the project's root, with `/`. */
export interface House {
  readonly files: readonly string[];
  readonly imports: readonly Import[];
  readonly texts: readonly Text[];
}

/** One file needs another, or a package: by import or export, for a type only too, `import()`, or as a worker. */
export interface Import {
  readonly from: string;
  /** A file of the project, or the name that a package was imported by. */
  readonly to: string;
}

/** A string or template literal. */
export interface Text {
  readonly file: string;
  readonly text: string;
}

/** The folders that rooms are in. */
const TOP = ['src', 'crawlers', 'storage'] as const;

export function readHouse(root: string): House {
  const files = TOP.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => posix.join(folder, name.replaceAll('\\', '/'))),
  ).sort();
  const read = files.map((file) => readSource(file, readFileSync(join(root, file), 'utf8')));
  return {
    files,
    imports: read.flatMap(({ imports }) => imports),
    texts: read.flatMap(({ texts }) => texts),
  };
}

/** What a source imports, and the texts in it. @throws Error where it cannot be parsed */
export function readSource(file: string, source: string): Pick<House, 'imports' | 'texts'> {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join('; ')}`);
  const imports: Import[] = [];
  const texts: Text[] = [];
  walk(program, (node) => {
    const to = specifierOf(node);
    if (to !== null) imports.push({ from: file, to: resolved(file, to) });
    if (node.type === 'Literal' && typeof node.value === 'string') texts.push({ file, text: node.value });
    if (node.type === 'TemplateElement') texts.push({ file, text: cooked(node.value) });
  });
  return { imports, texts };
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit);
  else if (isNode(value)) {
    visit(value);
    for (const part of Object.values(value)) walk(part, visit);
  }
}

/** What a node names as another module; null for a node that names none. */
function specifierOf(node: Node): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literalOf(node.source);
    case 'NewExpression':
      return workerOf(node);
    default:
      return null;
  }
}

function literalOf(node: unknown): string | null {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

/** The module in `new URL('./module.js', import.meta.url)`. */
function workerOf({ callee, arguments: given }: Node): string | null {
  const isUrl = isNode(callee) && callee.type === 'Identifier' && callee.name === 'URL';
  if (!isUrl || !Array.isArray(given) || given.length !== 2) return null;
  const [address, base] = given;
  const path = literalOf(address);
  const isHere = isNode(base) && base.type === 'MemberExpression' && isNode(base.object);
  return isHere && path?.endsWith('.js') ? path : null;
}

function cooked(value: unknown): string {
  const text = typeof value === 'object' && value !== null && 'cooked' in value ? value.cooked : null;
  return typeof text === 'string' ? text : '';
}

function resolved(file: string, to: string): string {
  return to.startsWith('.') ? posix.join(dirname(file), to).replace(/\.js$/, '.ts') : to;
}
