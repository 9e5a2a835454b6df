import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NianbaoError } from '../../src/errors.js';

const HINT =
  'install one with `npx playwright install chromium` or `apt-get install chromium`, or set browser.executablePath in nianbao.yaml';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** There is no Chromium, or none that starts. */
export class BrowserMissingError extends NianbaoError<'browser_missing'> {
  constructor(message: string, cause?: unknown) {
    super('browser_missing', message, { hint: HINT, cause });
  }
}

/** Where Chromium may be looked for. */
export interface ChromiumPlaces {
  /** What the configuration says; nothing else is taken then. */
  readonly configured: string | null;
  /** Where Playwright would have installed its own; null where it cannot tell. */
  readonly playwrights: string | null;
  /** The value of PATH. */
  readonly path?: string;
}

/** The Chromium to render with. @throws BrowserMissingError */
export function findChromium({
  configured,
  playwrights,
  path = process.env.PATH ?? '',
}: ChromiumPlaces): string {
  if (configured !== null) {
    if (isExecutable(configured)) return configured;
    throw new BrowserMissingError(`browser.executablePath is ${configured}, which is not an executable file`);
  }
  if (playwrights !== null && isExecutable(playwrights)) return playwrights;
  for (const name of NAMES) {
    for (const directory of path.split(delimiter)) {
      const candidate = join(directory, name);
      if (directory !== '' && isExecutable(candidate)) return candidate;
    }
  }
  throw new BrowserMissingError('cannot render pages, because Chromium was not found');
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
