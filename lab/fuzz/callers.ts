import { mintToken, type Role } from '../../local/platform/issuer.ts'

/** Everybody who calls, from the one who may do all to the one who has no token. */
export const callers = ['admin', 'reviewer', 'labeler', 'second', 'stranger', 'roleless', 'nobody'] as const
export type CallerName = (typeof callers)[number]

export const rolesOf: Readonly<Record<CallerName, readonly Role[]>> = {
  admin: ['Labeling.Admin'],
  reviewer: ['Labeling.Reviewer'],
  labeler: ['Labeling.Labeler'],
  second: ['Labeling.Labeler'],
  stranger: ['Labeling.Reviewer'],
  roleless: [],
  nobody: [],
}

/** Who is made a member of the projects, and as what. */
export const members = { reviewer: 'Reviewer', labeler: 'Labeler', second: 'Labeler' } as const

export type Tokens = Readonly<Record<CallerName, string | undefined>>

export const mintTokens = async (dataDir: string): Promise<Tokens> => {
  const mint = (user: CallerName) => mintToken(dataDir, user, rolesOf[user])
  return {
    admin: await mint('admin'),
    reviewer: await mint('reviewer'),
    labeler: await mint('labeler'),
    second: await mint('second'),
    stranger: await mint('stranger'),
    roleless: await mint('roleless'),
    nobody: undefined,
  }
}
