import { z } from 'zod'
import { defineOption } from '../../model/projects/settings/define-option.ts'
import { identity } from '../../model/projects/settings/define-setting.ts'

/** An answer may name no class, meaning that none holds. */
export const allowNoClass = defineOption('allowNoClass', {
  schema: z.boolean().optional().meta({
    description: 'MultiLabel: whether an answer may name no class, meaning that none holds. Default false.',
  }),
  stored: z.boolean().default(false),
  store: identity,
  shown: z.boolean(),
  show: identity,
  clear: 'Refused',
  audit: 'Values',
})
