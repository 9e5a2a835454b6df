import { type DatasetDescription, dateOf, titleOf, versionOf } from './description.js';

/** CITATION.cff (Citation File Format 1.2.0): how to cite exactly this state of the archive. */
export function citation(description: DatasetDescription): string {
  const { settings, head } = description;
  const date = dateOf(head);
  const lines = [
    'cff-version: 1.2.0',
    'message: Please cite the dataset with its version, which names the state of the archive.',
    'type: dataset',
    `title: ${text(titleOf(description))}`,
    'authors:',
    `  - name: ${text(settings.author)}`,
    `version: ${text(versionOf(description))}`,
    ...(date === null ? [] : [`date-released: ${date}`]),
    `license: ${settings.licence}`,
    'keywords:',
    '  - 政府信息公开',
    '  - freedom of information',
    `abstract: ${text(`${head.reports} reports; state of the archive ${head.digest}`)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** JSON text is YAML. */
function text(value: string): string {
  return JSON.stringify(value);
}
