import { playGroups } from './play-groups.js';
import { PORTAL_GROUPS } from './scenarios/all.js';

playGroups(PORTAL_GROUPS);
