import { z } from 'zod';

/** What an exported dataset says of itself. */
export const datasetSchema = z.strictObject({
  title: z
    .string()
    .min(1)
    .default('政府信息公开工作年度报告数据集')
    .describe('The title of exported datasets; the years are added.'),
  author: z.string().min(1).default('nianbao').describe('Who is to be cited: a person or a group.'),
  licence: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.+-]*$/, 'must be an SPDX identifier such as CC-BY-4.0')
    .default('CC-BY-4.0')
    .describe(
      'SPDX identifier of the licence of the compilation; what the reports say is published by the government.',
    ),
  contact: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('Who to write to about the dataset; by default the contact of the crawler.'),
});

export type DatasetSettings = Readonly<z.infer<typeof datasetSchema>>;
