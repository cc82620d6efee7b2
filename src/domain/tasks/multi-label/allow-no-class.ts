import { z } from 'zod'
import { defineOption } from '../../model/projects/settings/define-option.ts'
import { asItIs } from '../../model/projects/settings/define-setting.ts'

/** An answer may name no class, meaning that none holds. */
export const allowNoClass = defineOption('allowNoClass', {
  schema: z.boolean().optional().meta({
    description: 'MultiLabel: whether an answer may name no class, meaning that none holds. Default false.',
  }),
  stored: z.boolean().default(false),
  store: asItIs,
  shown: z.boolean(),
  show: asItIs,
  clear: 'Refused',
  audit: 'Values',
})
