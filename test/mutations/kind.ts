/** What a kind of mutation is. */
import type { Page } from './page.js';

/** How pages are written; `print` is a PDF that Chromium prints of the HTML page. */
export const FORMATS = ['html', 'docx', 'pdf', 'txt', 'print'] as const;
export type FormatId = (typeof FORMATS)[number];

export interface Kind {
  readonly id: string;
  readonly formats: readonly FormatId[];
  /** Changes the page, and what it says. */
  readonly mutate: (page: Page, format: FormatId) => void;
}

/** Those that say where a cell stands, and not only what comes after what. */
export const PLACED: readonly FormatId[] = ['html', 'docx', 'pdf'];
export const ALL: readonly FormatId[] = ['html', 'docx', 'pdf', 'txt'];
