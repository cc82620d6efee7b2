import { authorize, highestRole, type Caller } from '../../domain/core/caller.ts'
import { DomainError } from '../../domain/core/errors.ts'
import type { UserId } from '../../domain/core/ids.ts'
import type { VerifyToken } from '../../domain/ports/tokens.ts'
import type { Access } from './route.ts'

const callerOf = async (verifyToken: VerifyToken, authorization: string | undefined): Promise<Caller> => {
  const { roles, ...verified } = await verifyToken(authorization)
  return { ...verified, role: highestRole(roles) }
}

const noRole = (): DomainError =>
  new DomainError(
    'Forbidden',
    'The token has no app role of this service; ask an administrator of the workspace for the role Labeling.Labeler, Labeling.Reviewer or Labeling.Admin (a program needs an app role assignment of its own, not through a group), then get a new token',
  )

/**
 * The caller of a request, after a check of the app role. The operation checks the role in the project. Undefined if the
 * route needs no token.
 * @param identified Gets the user of a verified token, also of one that is refused then
 * @throws DomainError `Unauthenticated`, `Forbidden`
 */
export const authenticate = async (
  verifyToken: VerifyToken,
  access: Access,
  headers: Headers,
  identified: (user: UserId) => void = () => {},
): Promise<Caller | undefined> => {
  if (access === 'Anyone' || access === 'Signature') return undefined
  const authorization = headers.get('authorization') ?? undefined
  if (access === 'ProjectLabelerOrSignature' && authorization === undefined) return undefined
  const caller = await callerOf(verifyToken, authorization)
  identified(caller.user)
  if (caller.role === undefined) throw noRole()
  if (access === 'Admin') authorize(caller, access)
  return caller
}
