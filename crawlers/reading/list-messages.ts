/** What is said between the readers of list pages and their threads. */
import type { ListedPortal, ListPageTask } from './read-list-page.js';

export type ListMessage =
  /** A portal, before the first of its pages. */
  | { readonly kind: 'portal'; readonly portal: number; readonly listed: ListedPortal }
  | { readonly kind: 'page'; readonly portal: number; readonly task: ListPageTask };
