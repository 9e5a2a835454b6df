import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { packagePlace } from '../../src/place/package.js';
import type { Spent } from './measure.js';

/** Programs of others that do a part of what nianbao does. They are no dependencies: whoever has them sees them measured. */
const PEERS = {
  scrapy: { script: 'scrapy_crawl.py', module: 'scrapy' },
  pandasHtml: { script: 'pandas_html.py', module: 'pandas' },
  pandasXlsx: { script: 'pandas_xlsx.py', module: 'pandas' },
  pythonDocx: { script: 'python_docx.py', module: 'docx' },
  cheerioCrawler: { script: 'cheerio-crawler.mjs', module: '@crawlee/cheerio' },
  mammoth: { script: 'mammoth.mjs', module: 'mammoth' },
} as const;
export type Peer = keyof typeof PEERS;

/** The packages of npm are looked for in node_modules of this folder. */
const FOLDER = process.env.NIANBAO_BENCH_PEERS ?? packagePlace().root;
/** The module that opens SQLite files, as this program does. */
const SQLITE = new URL('../../storage/sqlite/binding.js', import.meta.url).href;
/** The Python whose packages are looked for. */
const PYTHON = process.env.NIANBAO_BENCH_PYTHON ?? 'python3';

/** One round of a peer: pieces of work done, and what they took, without the start of the program. */
const roundSchema = z.object({ done: z.number(), seconds: z.number(), cpu: z.number() });

/** What is missing for the peer to run here, in words; null where nothing is. */
export async function missing(peer: Peer): Promise<string | null> {
  const { script, module } = PEERS[peer];
  const isThere = script.endsWith('.py')
    ? (await outputOf(PYTHON, ['-c', `import ${module}`], '')) !== null
    : hasPackage(module);
  return isThere ? null : `${module} is not installed`;
}

function hasPackage(name: string): boolean {
  try {
    createRequire(join(FOLDER, 'package.json')).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lets a peer do one round in a process of its own: milliseconds for one piece of work.
 * @param items files, or addresses
 * @throws Error where it fails
 */
export async function roundOf(peer: Peer, items: readonly string[]): Promise<Spent> {
  const script = join(packagePlace().root, 'test', 'bench', 'peers', PEERS[peer].script);
  const program = script.endsWith('.py') ? PYTHON : process.execPath;
  const input = JSON.stringify({ items, folder: FOLDER, sqlite: SQLITE });
  const output = await outputOf(program, [script], input, true);
  if (output === null) throw new Error(`${script} failed`);
  const { done, seconds, cpu } = roundSchema.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
  return { wall: (seconds * 1000) / done, cpu: (cpu * 1000) / done };
}

/** What a program writes; null where it fails or is not there. */
function outputOf(
  program: string,
  words: readonly string[],
  input: string,
  isShown = false,
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['pipe', 'pipe', isShown ? 'inherit' : 'ignore'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 ? output : null));
    child.stdin.on('error', () => undefined).end(input);
  });
}
