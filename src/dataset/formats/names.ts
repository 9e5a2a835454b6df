/** The formats of a dataset, as `--format` names them; alone in a file, so that help loads no writer of any. */
export const FORMAT_NAMES = ['csv', 'xlsx', 'parquet', 'jsonl', 'sqlite'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];
