import type { CheerioAPI } from 'cheerio';
import { type Anchor, anchorsOf, parseList } from './anchors.js';
import { liveScripts } from './page-scripts.js';
import { baseOf } from './targets.js';

/** A list page that several readers look at: its links, its tree and its scripts are each read once. */
export class ListDocument {
  readonly html: string;
  /** The address that answered. */
  readonly url: string;
  #anchors: readonly Anchor[] | null = null;
  #tree: CheerioAPI | null = null;
  #scripts: readonly string[] | null = null;

  constructor(html: string, url: string) {
    this.html = html;
    this.url = url;
  }

  /** Its links, wherever it keeps their addresses. */
  get anchors(): readonly Anchor[] {
    this.#anchors ??= anchorsOf(this.$, this.url, this.scripts);
    return this.#anchors;
  }

  /** Its tree, scripts and all; not to be changed. */
  get $(): CheerioAPI {
    this.#tree ??= parseList(this.html);
    return this.#tree;
  }

  /** The scripts that it runs. */
  get scripts(): readonly string[] {
    this.#scripts ??= liveScripts(this.$);
    return this.#scripts;
  }

  /** What its relative addresses stand on. */
  get base(): string {
    return baseOf(this.$, this.url);
  }
}
