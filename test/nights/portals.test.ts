import { playGroups } from './play-groups.js';
import { absences } from './scenarios/absences.js';
import { clocks } from './scenarios/clocks.js';
import { edits } from './scenarios/edits.js';
import { portals } from './scenarios/portals.js';

playGroups([edits, absences, portals, clocks]);
