/** All scenarios, in two halves that are played side by side. */
import type { Group } from '../scenario.js';
import { absences } from './absences.js';
import { clocks } from './clocks.js';
import { continuations } from './continuations.js';
import { edits } from './edits.js';
import { files } from './files.js';
import { identities } from './identities.js';
import { moves } from './moves.js';
import { portals } from './portals.js';
import { secondAddresses } from './second-addresses.js';

/** What happens to one address, or to a whole portal. */
export const PORTAL_GROUPS: readonly Group[] = [edits, absences, files, portals, clocks];
/** What happens between several addresses, and between several reports. */
export const ADDRESS_GROUPS: readonly Group[] = [secondAddresses, continuations, identities, moves];

/** In the order of docs/changes.md. */
export const GROUPS: readonly Group[] = [...PORTAL_GROUPS, ...ADDRESS_GROUPS];
