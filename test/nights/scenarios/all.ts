/** All scenarios, in the order of docs/changes.md. */
import type { Group } from '../scenario.js';
import { absences } from './absences.js';
import { clocks } from './clocks.js';
import { edits } from './edits.js';
import { files } from './files.js';
import { identities } from './identities.js';
import { moves } from './moves.js';
import { portals } from './portals.js';
import { sources } from './sources.js';

export const GROUPS: readonly Group[] = [edits, absences, sources, files, identities, moves, portals, clocks];
