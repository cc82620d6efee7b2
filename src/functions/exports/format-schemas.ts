import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import type { ListedFormat } from '../../domain/exports/list-formats.ts'

const formatOption = z
  .object({
    name: z.string().meta({ description: 'The name of the property of the request', example: 'unsized' }),
    description: z.string().meta({ description: 'What the property does' }),
  })
  .meta({ id: 'FormatOption', description: 'A property of exports that some formats accept' })

const formatBody = z
  .object({
    name: z.string().meta({ description: 'The name, for `format` of an export', example: 'Coco' }),
    about: z.string().meta({ description: 'A short description' }),
    extension: z.string().meta({ description: 'The extension of the main file', example: '.json' }),
    version: z.string().meta({ description: 'The version of the format' }),
    layout: answerChoice('FormatLayout', ['Stream', 'FilePerItem', 'Archive']).meta({
      description:
        'Stream: one file, or one file per part of a split. FilePerItem: one file per item. Archive: a ZIP file.',
    }),
    taskTypes: z
      .array(z.string())
      .meta({ description: 'The task types with labels that the format can hold' }),
    writes: z.boolean().meta({ description: 'True if labels can be exported in this format' }),
    reads: z.boolean().meta({ description: 'True if labels can be imported from this format' }),
    options: z.array(formatOption).meta({ description: 'Export properties that only some formats accept' }),
  })
  .meta({ id: 'Format', description: 'A file format for labels' })

export const formatList = z
  .object({ value: z.array(formatBody).meta({ description: 'All formats' }) })
  .meta({ id: 'FormatList', description: 'The formats of exports' })

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
