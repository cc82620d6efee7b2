import { z } from 'zod'
import type { ListedFormat } from '../../domain/exports/list-formats.ts'

const formatBody = z
  .object({
    name: z.string().meta({ example: 'Coco' }),
    about: z.string().meta({ description: 'What it is, for people' }),
    extension: z.string().meta({ description: 'Of its main file', example: '.json' }),
    version: z.string(),
    layout: z.enum(['Stream', 'FilePerItem', 'Archive']).meta({
      description:
        'Stream: one file, or one for each part. FilePerItem: a file for each item. Archive: a ZIP file.',
    }),
    taskTypes: z.array(z.string()).meta({ description: 'Whose labels it can hold' }),
    writes: z.boolean().meta({ description: 'Whether labels can be exported to it' }),
    reads: z.boolean().meta({ description: 'Whether labels can be imported from it' }),
    options: z
      .array(z.object({ name: z.string(), description: z.string() }))
      .meta({ description: 'Properties of an export that only such formats take' }),
  })
  .meta({ id: 'Format', description: 'A kind of file that holds labels' })

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
