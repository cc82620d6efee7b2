import { z } from 'zod'
import { projectPath, type Context } from '../context.ts'
import { pause, secondsSince } from '../timings.ts'

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

const lookEvery = 200

/** @returns Seconds until the width and height of every image are known. */
export const waitForHeaders = async (context: Context): Promise<number> => {
  const began = performance.now()
  while ((await readProgress(context)).headersPending > 0) await pause(lookEvery)
  return secondsSince(began)
}
