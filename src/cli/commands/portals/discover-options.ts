/** What `portals discover` does alike for one site and for many. */
import type { Discovery } from '../../../../crawlers/discover/discover.js';
import { Pacer } from '../../../../crawlers/fetch/pace.js';
import { schemaPath } from '../../../config/portal/file.js';
import type { CliIo } from '../../io.js';
import type { ConfigOptions } from '../../usage/portals/options.js';
import type { Workspace } from '../../workspace.js';
import { harvestYears } from './shared.js';
import { discoveredText } from './yaml.js';

export interface DiscoverCommandOptions extends ConfigOptions {
  readonly write?: boolean;
  readonly name?: string;
  readonly region?: string;
  readonly requests: number;
  readonly again?: boolean;
  readonly allowPrivateAddresses?: boolean;
}

/** How a site is looked at; sites that are looked at side by side share one pacer. */
export function searchOptions(
  options: DiscoverCommandOptions,
  workspace: Workspace,
  io: CliIo,
  pacer = new Pacer(),
) {
  return {
    settings: workspace.settings,
    years: harvestYears(workspace.settings, io.now()),
    requests: options.requests,
    allowPrivateAddresses: options.allowPrivateAddresses === true,
    pacer,
    signal: io.signal,
  };
}

/** The YAML of what was found. */
export function yamlOf(
  discovery: Discovery,
  region: string | null,
  options: DiscoverCommandOptions,
  workspace: Workspace,
  io: CliIo,
): string {
  return discoveredText(discovery, {
    region,
    now: io.now(),
    schema: schemaPath(workspace.configFolder),
    allowPrivateAddresses: options.allowPrivateAddresses === true,
  });
}
