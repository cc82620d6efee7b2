import { z } from 'zod'
import { defineOption } from './settings/define-option.ts'
import { asItIs } from './settings/define-setting.ts'

/** Multi-label: an answer may name no class, meaning that none holds. */
const allowNoClass = defineOption('allowNoClass', {
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

/** The settings that task types bring along. */
export const taskOptions = { allowNoClass }
