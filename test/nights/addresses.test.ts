import { playGroups } from './play-groups.js';
import { files } from './scenarios/files.js';
import { identities } from './scenarios/identities.js';
import { moves } from './scenarios/moves.js';
import { sources } from './scenarios/sources.js';

playGroups([sources, files, identities, moves]);
