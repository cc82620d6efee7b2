import { authorize, highestRole, type Caller } from '../../domain/core/caller.ts'
import { DomainError } from '../../domain/core/errors.ts'
import type { VerifyToken } from '../../domain/ports/tokens.ts'
import type { Access } from './route.ts'

const callerOf = async (verifyToken: VerifyToken, authorization: string | undefined): Promise<Caller> => {
  const { user, roles } = await verifyToken(authorization)
  return { user, role: highestRole(roles) }
}

const noRole = (): DomainError =>
  new DomainError(
    'Forbidden',
    'Your token has no app role of this service; ask an administrator of the workspace to assign Labeling.Labeler, Labeling.Reviewer or Labeling.Admin to you',
  )

/**
 * The caller, with a role that may call this route at all; what it takes in a project the operation itself checks.
 * @throws DomainError `Unauthenticated`, `Forbidden`
 */
export const authenticate = async (
  verifyToken: VerifyToken,
  access: Access,
  headers: Headers,
): Promise<Caller | undefined> => {
  if (access === 'Anyone' || access === 'Signature') return undefined
  const authorization = headers.get('authorization') ?? undefined
  if (access === 'ProjectLabelerOrSignature' && authorization === undefined) return undefined
  const caller = await callerOf(verifyToken, authorization)
  if (caller.role === undefined) throw noRole()
  if (access === 'Admin') authorize(caller, access)
  return caller
}
