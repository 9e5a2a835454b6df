/** Which namespaces the prefixes stand for at one place of a document ("Namespaces in XML 1.0", 6). */
export class Scope {
  /** Names as they are written here, to what readers call them. */
  readonly names = new Map<string, string>();

  constructor(readonly prefixes: ReadonlyMap<string, string> = WELL_KNOWN) {}

  /** The scope of an element that declares prefixes: names and values of its declarations in turn. */
  within(declared: readonly string[]): Scope {
    const prefixes = new Map(this.prefixes);
    for (let at = 0; at < declared.length; at += 2) {
      prefixes.set((declared[at] ?? '').slice('xmlns:'.length), declared[at + 1] ?? '');
    }
    return new Scope(prefixes);
  }

  /** Undefined for a prefix that nothing declares; the prefix of a name without one is ''. */
  namespaceOf(prefix: string): string | undefined {
    const namespace = this.prefixes.get(prefix) ?? '';
    return namespace === '' && prefix !== '' ? undefined : namespace;
  }
}

const WELL_KNOWN: ReadonlyMap<string, string> = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

export function isDeclaration(attribute: string): boolean {
  return attribute.startsWith('xmlns') && (attribute.length === 5 || attribute[5] === ':');
}
