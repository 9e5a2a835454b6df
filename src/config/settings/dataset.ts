import { z } from 'zod';

/** What an exported dataset says of itself. */
export const datasetSchema = z.strictObject({
  title: z
    .string()
    .min(1)
    .default('政府信息公开工作年度报告数据集')
    .describe('The title of exported datasets; the years are appended.'),
  author: z.string().min(1).default('nianbao').describe('The author to cite: a person or a group.'),
  licence: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.+-]*$/, 'must be an SPDX identifier such as CC-BY-4.0')
    .default('CC-BY-4.0')
    .describe(
      'SPDX identifier of the licence of the compilation; the contents of the reports are published by the government.',
    ),
  contact: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('Whom to write to about the dataset; default: `contact`.'),
});

export type DatasetSettings = Readonly<z.infer<typeof datasetSchema>>;
