import { createRequire } from 'node:module';
import type { CheerioAPI, CheerioOptions } from 'cheerio';

const require = createRequire(import.meta.url);
let cheerio: typeof import('cheerio') | undefined;

/**
 * Cheerio's `load`. The package is loaded with the first page: commands that only look at the configuration know the
 * families, and would spend more on loading their parser than on all else.
 */
export function load(html: string, options?: CheerioOptions, isDocument?: boolean): CheerioAPI {
  cheerio ??= requireCheerio();
  return cheerio.load(html, options, isDocument);
}

function requireCheerio(): typeof import('cheerio') {
  return require('cheerio');
}
