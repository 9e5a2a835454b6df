import type { WordBlock } from './blocks.js';

/** Paragraphs in a row. One whose mark is deleted or hidden runs on into the next, and takes its number. */
export class ParagraphRun {
  #blocks: WordBlock[] = [];
  #pending = '';

  /** @param label the label that Word puts in front; called, and so counted, only where the paragraph ends */
  text(text: string, runsOn: boolean, label: () => string): void {
    const whole = this.#pending + text;
    if (runsOn) {
      this.#pending = whole;
      return;
    }
    this.#pending = '';
    const labelled = label() + whole;
    if (labelled !== '') this.#blocks.push({ kind: 'paragraph', text: labelled });
  }

  add(block: WordBlock): void {
    this.#flush();
    this.#blocks.push(block);
  }

  /** All of them; the next that comes is the first of others. */
  finish(): WordBlock[] {
    this.#flush();
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }

  #flush(): void {
    if (this.#pending !== '') this.#blocks.push({ kind: 'paragraph', text: this.#pending });
    this.#pending = '';
  }
}
