import { z } from 'zod'
import { DomainError } from '../../domain/core/errors.ts'
import { userId } from '../../domain/core/ids.ts'
import { personName } from '../../domain/core/person-name.ts'
import type { AppRole } from '../../domain/core/caller.ts'
import type { VerifiedToken } from '../../domain/ports/tokens.ts'
import { isVersion1, version1 } from './explain-refusal.ts'

export interface ExpectedClaims {
  readonly audience: string
  /** `tid`, compared exactly. */
  readonly tenant: string
  /** Client ids (`azp`) that may call the service. Undefined: any client of the tenant. */
  readonly clients?: readonly string[] | undefined
}

/** No check rests on a claim that users can change, such as `name`, `email`, `upn` or `preferred_username`. */
const claimsSchema = z.object({
  oid: userId,
  aud: z.unknown().optional(),
  tid: z.unknown().optional(),
  azp: z.unknown().optional(),
  roles: z.array(z.string()).default([]),
  ver: z.literal('2.0'),
  /** The scopes of the access token of a user. An ID token has no scopes. */
  scp: z.string().min(1).optional(),
  /** `app` for an application without a user. */
  idtyp: z.string().optional(),
  /** For people to read. A token is not refused for it. */
  name: z.string().optional().catch(undefined),
})

const appRoles: Readonly<Record<string, AppRole>> = {
  'Labeling.Admin': 'Admin',
  'Labeling.Reviewer': 'Reviewer',
  'Labeling.Labeler': 'Labeler',
}

const refuse = (message: string): DomainError => new DomainError('Unauthenticated', message)

/** Entra ID issues ID tokens without `azp`, and tokens of programs without `idtyp` unless the API's registration asks for it. */
const noAccessToken = (azp: unknown): DomainError =>
  refuse(
    azp === undefined
      ? "The token is no access token: it has neither 'scp' nor 'idtyp' app. Request a token with a scope of this API."
      : "The token has neither the 'scp' of a person nor the 'idtyp' app of a program. For a person, request a token with a scope of this API; for a program or a managed identity, ask an operator to add the optional claim idtyp to the access tokens of this API's app registration (optionalClaims.accessToken), then get a new token.",
  )

/** Reads user and app roles from the claims of a token. Other roles are ignored. @throws DomainError `Unauthenticated` */
export const readClaims = (
  payload: unknown,
  { audience, tenant, clients }: ExpectedClaims,
): VerifiedToken => {
  const claims = claimsSchema.safeParse(payload)
  if (!claims.success) {
    if (isVersion1(payload)) throw refuse(version1)
    const [claim = 'oid'] = claims.error.issues[0]?.path ?? []
    throw refuse(
      `The claim '${String(claim)}' of the token is missing or not valid. Get a v2.0 access token for this service.`,
    )
  }
  const { oid, roles, scp, idtyp, name = '', aud, tid, azp } = claims.data
  if (aud !== audience)
    throw refuse(
      `The audience (aud) of the token is not the single text ${audience}. Get a token for this audience.`,
    )
  if (tid !== tenant) throw refuse(`The tenant (tid) of the token is not ${tenant}. Sign in to this tenant.`)
  if (clients && !clients.some((client) => client === azp))
    throw refuse(
      'The client (azp) of the token may not call this service. Use an allowed client, or ask an operator to add the client to AUTH_CLIENTS.',
    )
  if (scp === undefined && idtyp !== 'app') throw noAccessToken(azp)
  const shownName = personName(name)
  return {
    user: oid,
    roles: roles.flatMap((role) => (Object.hasOwn(appRoles, role) ? (appRoles[role] ?? []) : [])),
    ...(shownName === undefined ? {} : { name: shownName }),
    ...(idtyp === 'app' ? { isProgram: true } : {}),
  }
}
