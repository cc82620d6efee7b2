import { z } from 'zod'
import { DomainError } from '../../domain/core/errors.ts'
import { userId } from '../../domain/core/ids.ts'
import type { AppRole, VerifiedToken } from '../../domain/ports/tokens.ts'

const claimsSchema = z.object({
  oid: userId,
  roles: z.array(z.string()).default([]),
  ver: z.literal('2.0'),
  /** The scopes of a person's access token; an ID token has none. */
  scp: z.string().min(1).optional(),
  /** `app` for a program that acts for itself. */
  idtyp: z.string().optional(),
})

const appRoles: Readonly<Record<string, AppRole>> = {
  'Labeling.Admin': 'Admin',
  'Labeling.Reviewer': 'Reviewer',
  'Labeling.Labeler': 'Labeler',
}

/** Roles of other kinds are ignored. @throws DomainError `Unauthenticated` */
export const readClaims = (payload: unknown): VerifiedToken => {
  const claims = claimsSchema.safeParse(payload)
  if (!claims.success) {
    const [claim = 'oid'] = claims.error.issues[0]?.path ?? []
    throw new DomainError(
      'Unauthenticated',
      `The token's claim '${String(claim)}' is missing or not as expected.`,
    )
  }
  const { oid, roles, scp, idtyp } = claims.data
  if (scp === undefined && idtyp !== 'app')
    throw new DomainError(
      'Unauthenticated',
      "This is no access token: it has neither 'scp' nor 'idtyp' app, as an ID token. Ask for a token with a scope of this API.",
    )
  return {
    user: oid,
    roles: roles.flatMap((role) => (Object.hasOwn(appRoles, role) ? (appRoles[role] ?? []) : [])),
  }
}
