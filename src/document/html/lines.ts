import { foldLine } from '../flow/whitespace.js';
import { lowered, raised, struck } from '../sight.js';
import { isBlock, isPreformatted } from './elements.js';
import type { ElementNode } from './tree.js';

/** Walks an element of a measured page (`measurePage`) and hands over its lines of text, folded, none empty. */
export abstract class LineWalk {
  #line = '';

  /** Takes one line. */
  protected abstract put(line: string): void;

  /** The text for an element that has none of its own: a picture, a control. */
  protected standIn(_element: ElementNode): string {
    return '';
  }

  /** Text as a reader sees it, in the notation of ../sight.ts. */
  protected seen(text: string, element: ElementNode): string {
    const { sight } = element;
    if (sight === null || sight.seen === false) return '';
    if ((!sight.struck && sight.level === 'line') || text.trim() === '') return text;
    const levelled =
      sight.level === 'raised' ? raised(text) : sight.level === 'lowered' ? lowered(text) : text;
    return sight.struck ? struck(levelled) : levelled;
  }

  /** Whether an element has been dealt with otherwise, so that the walk does not enter it. */
  protected takes(_element: ElementNode): boolean {
    return false;
  }

  walk(element: ElementNode): void {
    this.children(element, isPreformatted(element));
    this.endLine();
  }

  private children(parent: ElementNode, preformatted: boolean): void {
    for (let child = parent.first; child !== null; child = child.next) {
      if (child.kind === 'text') this.characters(this.seen(child.value, parent), preformatted);
      else if (child.kind === 'element' && !child.measure.skipped) this.element(child, preformatted);
      else if (child.kind === 'element') this.#line += this.standIn(child);
    }
  }

  private element(element: ElementNode, preformatted: boolean): void {
    const breaks = element.name === 'br' || isBlock(element);
    if (breaks) this.endLine();
    this.#line += this.standIn(element);
    if (!this.takes(element)) this.children(element, preformatted || isPreformatted(element));
    if (breaks) this.endLine();
  }

  private characters(text: string, preformatted: boolean): void {
    if (!preformatted) {
      this.#line += text;
      return;
    }
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) this.endLine();
      this.#line += line;
    }
  }

  private endLine(): void {
    if (this.#line === '') return;
    const line = foldLine(this.#line);
    this.#line = '';
    if (line !== '') this.put(line);
  }
}
