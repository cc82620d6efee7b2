import { z } from 'zod'
import { projectPath, type Context } from '../context.ts'

const member = z.object({})

/** Labelers and the reviewer become members of the project; not measured. */
export const addMembers = async (context: Context): Promise<void> => {
  const { admin, people } = context
  const roles = [
    [people.reviewer, 'Reviewer'],
    ...people.labelers.map((one) => [one, 'Labeler'] as const),
  ] as const
  for (const [{ user }, role] of roles)
    await admin.call('PUT', `${projectPath(context)}/members/${user}`, member, { body: { role } })
}
