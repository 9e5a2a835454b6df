/**
 * Checks that fail today, by kind. Their tests have to fail: whoever makes one pass takes it off, or the test complains.
 */
import type { Check } from './checks.js';

export const AWAITED: Readonly<Record<string, readonly Check[]>> = {
  'trs-count-page': ['taken', 'whole'],
  'trs-create-page': ['whole'],
  'trs-record-count': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again'],
  'ucap-page-div': ['taken', 'whole'],
  'ucap-paging': ['taken', 'whole'],
  'ucap-common-search': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again'],
  'ucap-search': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again'],
  'ucap-search-list': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again'],
  'numbered-parse-int': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty'],
  'numbered-page-call': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again'],
  'lonsun-script': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again'],
  'lonsun-server': ['taken', 'whole'],
  'lonsun-years': ['taken', 'whole'],
  'year-folders': ['taken', 'whole', 'cut 404', 'cut 500'],
  'year-folders-bare': ['taken', 'whole', 'cut 404', 'cut 500'],
  'year-folders-paged': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again', 'cut nowhere'],
  'folder-articles-html': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again', 'cut nowhere'],
  'folder-articles-shtml': ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again', 'cut nowhere'],
  easysite: ['taken', 'whole', 'cut 404', 'cut 500', 'cut empty', 'cut again', 'cut nowhere'],
  'xinhua-datasource': ['taken', 'whole', 'cut 404', 'cut 500'],
};
