import { z } from 'zod'
import { openInDocument } from '../../../core/open-in-document.ts'
import { identity, defineSetting } from './define-setting.ts'

export const instructionsBody = openInDocument(
  z.strictObject({
    text: z.string().max(20_000).optional().meta({
      description:
        'Text for labelers in Markdown: headings, lists, emphasis, code, and links to web pages. HTML is no part of it, and is shown as the text that it is.',
    }),
    url: z
      .url({ protocol: /^https$/ })
      .max(2048)
      .optional()
      .meta({ description: 'An https page for labelers to open; the service never reads it' }),
  }),
).meta({ id: 'Instructions', description: 'What labelers are to do' })

const nullable = <T extends z.ZodType>(schema: z.ZodOptional<T>) =>
  schema
    .unwrap()
    .nullable()
    .optional()
    .meta(schema.meta() ?? {})

const mergeText = (patch: string | null | undefined, present: string | undefined): string | undefined =>
  patch === undefined ? present : (patch ?? undefined)

export const instructions = defineSetting('instructions', {
  schema: instructionsBody.optional().meta({ description: 'What labelers are to do' }),
  stored: z.object({ text: z.string().optional(), url: z.string().optional() }).optional(),
  store: identity,
  shown: instructionsBody.optional().meta({ description: 'What labelers are to do' }),
  show: identity,
  clear: 'ToDefault',
  audit: 'NameOnly',
  patch: {
    schema: z
      .strictObject({
        text: nullable(instructionsBody.shape.text),
        url: nullable(instructionsBody.shape.url),
      })
      .meta({
        id: 'InstructionsPatch',
        description: 'A merge patch of the instructions: null removes a member, or all of them',
        override: ({ jsonSchema }) => {
          delete jsonSchema.additionalProperties
          jsonSchema['type'] = ['object', 'null']
        },
      }),
    merge: ({ text, url }, present) => ({
      text: mergeText(text, present?.text),
      url: mergeText(url, present?.url),
    }),
  },
})
