/** The rooms of the house, from the ground up, and what each may import. */

/**
 * A room may import the rooms that it names, files of its own, and the files that stand directly in src/ (errors and the
 * like). It names only rooms above itself in this table, so that there can be no circle, and only those that it needs.
 */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  src: [],
  'src/text': [],
  'src/place': ['src/text'],
  'src/divisions': ['src/place'],
  'src/document': ['src/text'],
  'src/report': ['src/text', 'src/place', 'src/document'],
  'src/checks': ['src/text', 'src/report'],
  'src/measures': ['src/place', 'src/report'],
  storage: ['src/text', 'src/report'],
  'src/changes': ['src/text', 'src/report', 'storage'],
  'src/questions': ['src/text', 'src/divisions', 'src/report', 'storage'],
  crawlers: ['src/text', 'src/place'],
  'src/config': ['src/text', 'src/place', 'src/report', 'crawlers'],
  'src/coverage': ['src/text', 'src/divisions', 'src/report', 'src/checks', 'storage', 'src/config'],
  'src/dataset': ['src/text', 'src/report', 'src/measures', 'storage', 'src/config', 'src/coverage'],
  'src/schemas': ['src/place', 'src/measures', 'crawlers', 'src/config', 'src/dataset'],
  'src/notices': ['src/text', 'src/report', 'storage', 'src/changes', 'src/config'],
  'src/harvest': [
    'src/text',
    'src/document',
    'src/report',
    'src/checks',
    'storage',
    'src/changes',
    'crawlers',
    'src/config',
  ],
  'src/schedule': ['src/place', 'src/report', 'storage', 'src/config', 'src/notices', 'src/harvest'],
  'src/simulation': ['src/text', 'src/divisions', 'src/document', 'src/report'],
  'src/cli': [
    'src/text',
    'src/place',
    'src/divisions',
    'src/report',
    'src/checks',
    'src/measures',
    'storage',
    'src/changes',
    'src/questions',
    'crawlers',
    'src/config',
    'src/coverage',
    'src/dataset',
    'src/notices',
    'src/harvest',
    'src/schedule',
    'src/simulation',
  ],
};

/** The room that a file is in: its folder below src/, or crawlers, or storage; `src` for files directly in src/. */
export function roomOf(file: string): string {
  const [top = '', below = '', ...rest] = file.split('/');
  return top === 'src' && rest.length > 0 ? `${top}/${below}` : top;
}
