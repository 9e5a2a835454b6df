/** Settings that several families have. */
import { z } from 'zod';

/** A code that must stand in quotes, or YAML would read it as a number. */
export const quotedCode = z.string('must be a quoted string').min(1);

/** The report year of a column for one year. */
export const yearSetting = z
  .number()
  .int()
  .min(2004)
  .max(2099)
  .optional()
  .describe(
    'The report year, for sites with one column per year. A year in a title overrides it; a harvest of other years skips the column.',
  );

/** One path, or several, as a list. */
export const pathsSetting = z
  .union([z.string().min(1), z.array(z.string().min(1))])
  .default([])
  .transform((given) => (typeof given === 'string' ? [given] : given));

/** The addresses of a list's further pages, as a template. */
export const pagesSetting = z
  .string()
  .refine(
    (text) => (text.match(/\{(?:n|n-1|down)\}/g) ?? []).length === 1,
    'needs {n}, {n-1} or {down}, once',
  )
  .optional();

/** A page's address as a column's `page` says it: without the host. */
export function pagePath(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

/** The column's id in a Hanweb address such as `/col/col1229709164/index.html`; null for other addresses. */
export function columnInAddress(url: string): string | null {
  return /\/col\/col(\w+)(?:\/|$)/.exec(new URL(url).pathname)?.[1] ?? null;
}

/** `page`, unless the page stands where a Hanweb column's page is looked for anyway. */
export function pageUnlessUsual(url: string, column: string | null): { readonly page?: string } {
  const path = pagePath(url);
  const isUsual = column !== null && path === `/col/col${column}/index.html`;
  return isUsual ? {} : { page: path };
}

/** What the address of a Hanweb column's page says of the column. */
export function addressedColumn(url: string): { readonly column?: string; readonly page?: string } {
  const column = columnInAddress(url);
  return { ...(column === null ? {} : { column }), ...pageUnlessUsual(url, column) };
}
