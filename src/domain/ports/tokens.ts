import type { AppRole } from '../core/caller.ts'
import type { UserId } from '../core/ids.ts'

export interface VerifiedToken {
  readonly user: UserId
  readonly roles: readonly AppRole[]
}

/** Verifies an `Authorization` header. @throws DomainError `Unauthenticated`, `ServiceUnavailable` */
export type VerifyToken = (authorization: string | undefined) => Promise<VerifiedToken>
