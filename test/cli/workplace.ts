import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { configDirectory } from '../../src/place/directory.js';
import type { SimulatedPortal } from '../../src/simulation/server/portal.js';
import { scratch } from '../harvest/setup.js';

/** A folder with a configuration of its own, whose one portal is the simulated one. */
export function workplace(portal: SimulatedPortal): { place: string[]; home: string; config: string } {
  const folder = scratch();
  const config = join(folder, 'config');
  cpSync(join(configDirectory(), 'editions'), join(config, 'editions'), { recursive: true });
  cpSync(join(configDirectory(), 'measures.yaml'), join(config, 'measures.yaml'));
  cpSync(join(configDirectory(), 'portals'), join(config, 'portals'), { recursive: true });
  for (const name of ['pinghu', 'linping']) {
    writeFileSync(
      join(config, 'portals', `${name}.yaml`),
      stringify({ ...portal.portalConfig('both'), name }),
    );
  }
  writeFileSync(join(config, 'nianbao.yaml'), 'pause: 0\ntimeouts: { backoff: 0 }\nlimits: { retries: 0 }\n');
  const home = join(folder, 'data');
  return { place: ['--home', home, '--config', config], home, config };
}
