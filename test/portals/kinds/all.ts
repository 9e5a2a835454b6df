/** Every kind of list that is played, the most common ones first. */
import type { Kind } from '../kind.js';
import { COUNT_KINDS } from './counts.js';
import { DATA_KINDS } from './data.js';
import { EPOINT } from './epoint.js';
import { FOLDER_KINDS } from './folders.js';
import { HANWEB } from './hanweb.js';
import { LAYOUT_KINDS } from './layouts.js';
import { LINK_KINDS } from './links.js';
import { LOADING_KINDS, LOADING_PARTS } from './loading.js';
import { LONSUN } from './lonsun.js';
import { NUMBERED } from './numbered.js';
import { PAGER_KINDS } from './pagers.js';
import { REQUESTS } from './requests.js';
import { SIBLING_KINDS } from './siblings.js';
import { START_KINDS } from './starts.js';
import { STATIC_KINDS } from './static.js';
import { TRS } from './trs.js';
import { UCAP } from './ucap.js';
import { YEAR_KINDS } from './years.js';

export const KINDS: readonly Kind[] = [
  ...TRS,
  ...UCAP,
  ...NUMBERED,
  ...LONSUN,
  ...HANWEB,
  ...EPOINT,
  ...YEAR_KINDS,
  ...SIBLING_KINDS,
  ...FOLDER_KINDS,
  ...PAGER_KINDS,
  ...STATIC_KINDS,
  ...LAYOUT_KINDS,
  ...LINK_KINDS,
  ...COUNT_KINDS,
  ...DATA_KINDS,
  ...REQUESTS,
  ...START_KINDS,
  ...LOADING_KINDS,
  ...LOADING_PARTS,
];
