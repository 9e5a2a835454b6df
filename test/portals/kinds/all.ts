/** Every kind of list that is played, the most common ones first. */
import type { Kind } from '../kind.js';
import { FOLDER_KINDS } from './folders.js';
import { LONSUN } from './lonsun.js';
import { NUMBERED } from './numbered.js';
import { REQUESTS } from './requests.js';
import { TRS } from './trs.js';
import { UCAP } from './ucap.js';
import { YEAR_KINDS } from './years.js';

export const KINDS: readonly Kind[] = [
  ...TRS,
  ...UCAP,
  ...NUMBERED,
  ...LONSUN,
  ...YEAR_KINDS,
  ...FOLDER_KINDS,
  ...REQUESTS,
];
