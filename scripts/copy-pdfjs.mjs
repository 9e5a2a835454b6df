// Puts the parts of pdf.js that the reader loads into dist/pdfjs: 7 MB of the 74 MB that the package installs with its
// builds for browsers, its source maps, and a canvas that nothing here draws on.
import { cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PARTS = [
  'package.json',
  'LICENSE',
  'legacy/build/pdf.mjs',
  'legacy/build/pdf.worker.mjs',
  'cmaps',
  'iccs',
  'standard_fonts',
  'wasm',
];

/** @param target the folder to fill */
export function copyPdfjs(target) {
  const source = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  for (const part of PARTS) cpSync(join(source, part), join(target, part), { recursive: true });
}
