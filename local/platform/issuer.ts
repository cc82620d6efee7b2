import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { SignJWT, calculateJwkThumbprint } from 'jose'
import { z } from 'zod'
import { StartError } from '../host/start-error.ts'
import { openDataFolder } from './data-folder.ts'
import { openDataFile } from './data-file.ts'

export const localIssuer = 'urn:etiquette:local'
export const localAudience = 'api://etiquette'
export const localTenant = 'local'
/** The client of all tokens. */
export const localClient = 'local'
export const appRoles = ['Labeling.Admin', 'Labeling.Reviewer', 'Labeling.Labeler'] as const
export type Role = (typeof appRoles)[number]

const rsaPrivateKey = z.object({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
})
const issuerFile = z.object({ kid: z.string(), privateKey: rsaPrivateKey })

interface PublicJwk {
  readonly kty: 'RSA'
  readonly n: string
  readonly e: string
  readonly kid: string
  readonly alg: 'RS256'
  readonly use: 'sig'
}

/** A stand-in for Entra ID: signs tokens of the same form, and publishes its public key in the same way. */
export interface Issuer {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly jwks: { readonly keys: readonly PublicJwk[] }
}

const makeKey = async (): Promise<string> => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const privateKey = rsaPrivateKey.parse(pair.privateKey.export({ format: 'jwk' }))
  const kid = await calculateJwkThumbprint({ kty: privateKey.kty, n: privateKey.n, e: privateKey.e })
  return JSON.stringify({ kid, privateKey })
}

const withoutIt = 'the issuer gets a new key, and users need new tokens'

const importKey = (file: string, key: z.infer<typeof rsaPrivateKey>): KeyObject => {
  try {
    return createPrivateKey({ key, format: 'jwk' })
  } catch (error) {
    throw new StartError(
      `${file} holds no usable RSA key. Restore it from a backup of the data folder. Without a backup move the file away and start again: ${withoutIt}.`,
      { cause: error },
    )
  }
}

export const openIssuer = async (dataDir: string): Promise<Issuer> => {
  const folder = await openDataFolder(dataDir)
  const file = folder.file('issuer.json')
  const { kid, privateKey } = await openDataFile(file, { schema: issuerFile, make: makeKey, withoutIt })
  const { kty, n, e } = privateKey
  return {
    kid,
    privateKey: importKey(file, privateKey),
    jwks: { keys: [{ kty, n, e, kid, alg: 'RS256', use: 'sig' }] },
  }
}

export interface TokenOptions {
  readonly hours?: number
  /** How long the token is good already, for a service whose clock is behind. */
  readonly hoursBefore?: number
  /** For people to read. Default: the user with a capital letter. */
  readonly name?: string
}

const nameOf = (user: string): string => user.charAt(0).toUpperCase() + user.slice(1)

interface AccessClaims {
  readonly user: string
  readonly roles: readonly Role[]
  /** For people to read. Default: the user with a capital letter. */
  readonly name?: string
  /** Seconds since 1970. */
  readonly from: number
  readonly to: number
}

/** A bearer token with the claims of an Entra ID v2 access token; `user` becomes its object id. */
export const signAccessToken = (
  { kid, privateKey }: Pick<Issuer, 'kid' | 'privateKey'>,
  { user, roles, name = nameOf(user), from, to }: AccessClaims,
): Promise<string> => {
  const client = { azp: localClient, scp: 'access_as_user', ver: '2.0' }
  return new SignJWT({ oid: user, name, tid: localTenant, roles: [...roles], ...client })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setIssuer(localIssuer)
    .setAudience(localAudience)
    .setSubject(user)
    .setIssuedAt(from)
    .setNotBefore(from)
    .setExpirationTime(to)
    .sign(privateKey)
}

/** A bearer token of the issuer of a data folder. */
export const mintToken = async (
  dataDir: string,
  user: string,
  roles: readonly Role[],
  { hours = 12, hoursBefore = 0, name = nameOf(user) }: TokenOptions = {},
): Promise<string> => {
  const issuer = await openIssuer(dataDir)
  const now = Math.floor(Date.now() / 1000)
  const from = now - Math.round(hoursBefore * 3600)
  return signAccessToken(issuer, { user, roles, name, from, to: now + Math.round(hours * 3600) })
}
