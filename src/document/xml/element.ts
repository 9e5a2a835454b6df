const NOTHING: readonly never[] = [];

/** An element of a part, under the name that its dialect gives it. */
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
