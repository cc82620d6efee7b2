import { z } from 'zod'
import type { ListedFormat } from '../../domain/exports/list-formats.ts'

const formatBody = z
  .object({
    name: z.string().meta({ example: 'Coco' }),
    about: z.string().meta({ description: 'A short description' }),
    extension: z.string().meta({ description: 'The extension of the main file', example: '.json' }),
    version: z.string(),
    layout: z.enum(['Stream', 'FilePerItem', 'Archive']).meta({
      description:
        'Stream: one file, or one file per part of a split. FilePerItem: one file per item. Archive: a ZIP file.',
    }),
    taskTypes: z
      .array(z.string())
      .meta({ description: 'The task types with labels that the format can hold' }),
    writes: z.boolean().meta({ description: 'True if labels can be exported in this format' }),
    reads: z.boolean().meta({ description: 'True if labels can be imported from this format' }),
    options: z
      .array(z.object({ name: z.string(), description: z.string() }))
      .meta({ description: 'Export properties that only some formats accept' }),
  })
  .meta({ id: 'Format', description: 'A file format for labels' })

export const formatList = z.object({ value: z.array(formatBody) }).meta({ id: 'FormatList' })

export const toFormatList = (listed: readonly ListedFormat[]): z.input<typeof formatList> => ({
  value: listed.map(({ format, taskTypes }) => ({
    name: format.name,
    about: format.about,
    extension: format.extension,
    version: format.version,
    layout: format.layout,
    taskTypes: [...taskTypes],
    writes: format.write !== undefined,
    reads: format.read !== undefined,
    options: Object.entries(format.options).map(([name, description]) => ({ name, description })),
  })),
})
