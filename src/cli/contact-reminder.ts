import { join } from 'node:path';
import type { Settings } from '../config/settings/settings.js';
import { type CliIo, line } from './io.js';

/** Notes that requests will carry no contact address, where that is so. The command goes on. */
export function remindOfContact(settings: Settings, configFolder: string, io: CliIo): void {
  if (settings.contact !== null) return;
  const file = join(configFolder, 'nianbao.yaml');
  line(
    io.stderr,
    `nianbao: note: requests carry no contact address; set \`contact\` in ${file} so that sites know whom to write to`,
  );
}
