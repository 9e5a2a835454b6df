import { playGroups } from './play-groups.js';
import { ADDRESS_GROUPS } from './scenarios/all.js';

playGroups(ADDRESS_GROUPS);
