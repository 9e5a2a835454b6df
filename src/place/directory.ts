import { resolve } from 'node:path';
import { packagePlace } from './package.js';

/**
 * The folder that holds nianbao.yaml, portals/ and editions/: the one given, else `NIANBAO_CONFIG`, else the
 * `config` folder of the package.
 */
export function configDirectory(given?: string): string {
  const chosen = given ?? process.env.NIANBAO_CONFIG;
  return chosen === undefined || chosen === '' ? resolve(packagePlace().root, 'config') : resolve(chosen);
}
