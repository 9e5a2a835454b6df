import type { Group } from '../habit.js';
import { ADDRESSES } from './addresses.js';
import { CONDITIONS } from './conditions.js';
import { DETOURS } from './detours.js';
import { ENCLOSURES } from './enclosures.js';
import { ENCODINGS } from './encodings.js';
import { FRAMES } from './frames.js';
import { FRAMING } from './framing.js';

/** Every habit, in the order of docs/habits.md. */
export const GROUPS: readonly Group[] = [
  CONDITIONS,
  ENCODINGS,
  FRAMING,
  ADDRESSES,
  DETOURS,
  FRAMES,
  ENCLOSURES,
];
