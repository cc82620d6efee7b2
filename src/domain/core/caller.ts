import type { UserId } from './ids.ts'
import { DomainError } from './errors.ts'

/** The app roles of the directory; each includes those before it. */
export type AppRole = 'Labeler' | 'Reviewer' | 'Admin'

/** The user of the verified token, and the request's id for logs and the audit. */
export interface Caller {
  readonly user: UserId
  /** The highest of the token's app roles; undefined if it has none. */
  readonly role: AppRole | undefined
  readonly requestId?: string | undefined
  /** For people to read. It identifies nobody, and belongs in no audit entry, export or log. */
  readonly name?: string | undefined
  /** True for an application without a user. */
  readonly isProgram?: boolean | undefined
}

const ranks: Readonly<Record<AppRole, number>> = { Labeler: 1, Reviewer: 2, Admin: 3 }

/** True if `role` is `needed` or a role above it. */
export const includesRole = (role: AppRole | undefined, needed: AppRole): boolean =>
  role !== undefined && ranks[role] >= ranks[needed]

export const highestRole = (roles: readonly AppRole[]): AppRole | undefined =>
  roles.reduce<AppRole | undefined>((best, role) => (includesRole(best, role) ? best : role), undefined)

export const lowerRole = (one: AppRole, other: AppRole): AppRole => (includesRole(one, other) ? other : one)

/**
 * The first statement of each operation on the workspace.
 * @returns The caller's app role.
 * @throws DomainError `Forbidden` unless the caller's app role includes `needed`
 */
export const authorize = ({ role }: Caller, needed: AppRole): AppRole => {
  if (role === undefined || !includesRole(role, needed))
    throw new DomainError(
      'Forbidden',
      `This needs the app role Labeling.${needed}; ask an administrator of the workspace to assign it to you`,
    )
  return role
}
