import { z } from 'zod'
import { projectPath, type Context } from '../context.ts'

const progress = z.object({
  total: z.number(),
  unlabeled: z.number(),
  leased: z.number(),
  labeled: z.number(),
  approved: z.number(),
  problems: z.number(),
  headersPending: z.number(),
  byLabeler: z.array(z.object({ labeler: z.string(), labeled: z.number(), submitted: z.number() })),
})
export type Progress = z.output<typeof progress>

export const readProgress = ({ admin, ...context }: Context): Promise<Progress> =>
  admin.get(`${projectPath(context)}/progress`, progress)
