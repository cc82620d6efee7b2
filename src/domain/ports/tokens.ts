import type { AppRole } from '../core/caller.ts'
import type { UserId } from '../core/ids.ts'

export interface VerifiedToken {
  readonly user: UserId
  readonly roles: readonly AppRole[]
  /** For people to read. */
  readonly name?: string | undefined
  /** True for an application without a user. */
  readonly isProgram?: boolean | undefined
}

/** Verifies an `Authorization` header. @throws DomainError `Unauthenticated`, `ServiceUnavailable` */
export type VerifyToken = (authorization: string | undefined) => Promise<VerifiedToken>
