import { z } from 'zod'
import { DomainError } from '../../domain/core/errors.ts'
import { userId } from '../../domain/core/ids.ts'
import type { AppRole } from '../../domain/core/caller.ts'
import type { VerifiedToken } from '../../domain/ports/tokens.ts'

export interface ExpectedClaims {
  readonly audience: string
  /** `tid`, compared exactly. */
  readonly tenant: string
  /** Client ids that may call (`azp`); undefined: any of the tenant. */
  readonly clients?: readonly string[] | undefined
}

/** Nothing here is a name that its owner can choose or change, such as `email`, `upn` or `preferred_username`. */
const claimsSchema = z.object({
  oid: userId,
  aud: z.unknown().optional(),
  tid: z.unknown().optional(),
  azp: z.unknown().optional(),
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

const refuse = (message: string): DomainError => new DomainError('Unauthenticated', message)

/** Roles of other kinds are ignored. @throws DomainError `Unauthenticated` */
export const readClaims = (
  payload: unknown,
  { audience, tenant, clients }: ExpectedClaims,
): VerifiedToken => {
  const claims = claimsSchema.safeParse(payload)
  if (!claims.success) {
    const [claim = 'oid'] = claims.error.issues[0]?.path ?? []
    throw refuse(`The token's claim '${String(claim)}' is missing or not as expected.`)
  }
  const { oid, roles, scp, idtyp, aud, tid, azp } = claims.data
  if (aud !== audience) throw refuse(`The token's audience (aud) is not ${audience} alone, as one text.`)
  if (tid !== tenant) throw refuse(`The token is of another tenant (tid) than ${tenant}.`)
  if (clients && !clients.some((client) => client === azp))
    throw refuse(
      "The token's client (azp) is none that may call this service. Sign in with one that may, or have it added to AUTH_CLIENTS.",
    )
  if (scp === undefined && idtyp !== 'app')
    throw refuse(
      "This is no access token: it has neither 'scp' nor 'idtyp' app, as an ID token. Ask for a token with a scope of this API.",
    )
  return {
    user: oid,
    roles: roles.flatMap((role) => (Object.hasOwn(appRoles, role) ? (appRoles[role] ?? []) : [])),
  }
}
