import { createPublicKey } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import type { JWTPayload } from 'jose'
import { z } from 'zod'
import { localClient, localIssuer, localTenant, signAccessToken } from '../issuer.ts'
import type { Issuer } from '../issuer.ts'
import type { Grant } from './grants.ts'

/** Of an access token and an ID token. */
export const tokenSeconds = 3600
export const cookieSeconds = 30 * 24 * 3600

/** No API takes the cookie for a token. */
const cookieAudience = `${localIssuer}:cookie`

export interface SignInTokens {
  readonly access: (grant: Grant) => Promise<string>
  /** @param session The id of the grant, by which a client ends it */
  readonly id: (grant: Grant, session: string) => Promise<string>
  readonly sessionOf: (idToken: string) => Promise<string | undefined>
  /** A cookie that remembers a person. */
  readonly cookie: (person: string) => Promise<string>
  readonly personOf: (cookie: string) => Promise<string | undefined>
}

const session = z.object({ sid: z.string() })

export const createSignInTokens = (issuer: Issuer, now: () => number): SignInTokens => {
  const { kid, privateKey } = issuer
  const publicKey = createPublicKey(privateKey)
  const seconds = (): number => Math.floor(now() / 1000)

  const sign = (
    claims: JWTPayload,
    { audience, subject, lasts }: { audience: string; subject: string; lasts: number },
  ): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .setIssuer(localIssuer)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(seconds())
      .setExpirationTime(seconds() + lasts)
      .sign(privateKey)

  const read = async (token: string, audience: string): Promise<JWTPayload | undefined> => {
    try {
      const options = { issuer: localIssuer, audience, algorithms: ['RS256'], currentDate: new Date(now()) }
      return (await jwtVerify(token, publicKey, options)).payload
    } catch {
      // Of another service on this machine, of an older key, or nobody's.
      return undefined
    }
  }

  return {
    access: ({ person: { id, name, role } }) =>
      signAccessToken(issuer, {
        user: id,
        name,
        roles: [`Labeling.${role}`],
        from: seconds(),
        to: seconds() + tokenSeconds,
      }),
    id: ({ person: { id, name }, nonce, signedInAt }, sid) =>
      sign(
        {
          oid: id,
          name,
          preferred_username: id,
          tid: localTenant,
          sid,
          auth_time: Math.floor(signedInAt / 1000),
          ...(nonce === undefined ? {} : { nonce }),
        },
        { audience: localClient, subject: id, lasts: tokenSeconds },
      ),
    sessionOf: async (idToken) => session.safeParse(await read(idToken, localClient)).data?.sid,
    cookie: (person) => sign({}, { audience: cookieAudience, subject: person, lasts: cookieSeconds }),
    personOf: async (cookie) => (await read(cookie, cookieAudience))?.sub,
  }
}
