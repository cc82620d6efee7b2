import { z } from 'zod'
import { defineOption } from '../../model/projects/settings/define-option.ts'
import { identity } from '../../model/projects/settings/define-setting.ts'

/** Whether an answer may have no class, which means that no class applies. */
export const allowNoClass = defineOption('allowNoClass', {
  schema: z.boolean().optional().meta({
    description:
      'MultiLabel: whether an answer may have no class, which means that no class applies. Default false.',
  }),
  stored: z.boolean().default(false),
  store: identity,
  shown: z.boolean().meta({ description: 'MultiLabel: whether an answer may have no class' }),
  show: identity,
  clear: 'ToDefault',
  audit: 'Values',
})
