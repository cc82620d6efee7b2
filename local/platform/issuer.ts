import { type KeyObject, createPrivateKey, generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { SignJWT, calculateJwkThumbprint } from 'jose'
import { z } from 'zod'
import { openDataFolder } from './data-folder.ts'
import { readOrMake } from './private-file.ts'

export const LOCAL_ISSUER = 'urn:etiquette:local'
export const LOCAL_AUDIENCE = 'api://etiquette'
export const LOCAL_TENANT = 'local'
const LOCAL_CLIENT = 'local'
export const JWKS_PATH = '/local/jwks.json'
export const ROLES = ['Labeling.Admin', 'Labeling.Reviewer', 'Labeling.Labeler'] as const
export type Role = (typeof ROLES)[number]

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
  kty: 'RSA'
  n: string
  e: string
  kid: string
  alg: 'RS256'
  use: 'sig'
}

/** Stands in for Entra ID: signs tokens of the same shape, and publishes its public key in the same way. */
export interface Issuer {
  kid: string
  privateKey: KeyObject
  jwks: { keys: PublicJwk[] }
}

export async function openIssuer(dataDir: string): Promise<Issuer> {
  const folder = await openDataFolder(dataDir)
  const text = await readOrMake(folder.file('issuer.json'), makeKey)
  const { kid, privateKey } = issuerFile.parse(JSON.parse(text))
  const { kty, n, e } = privateKey
  return {
    kid,
    privateKey: createPrivateKey({ key: privateKey, format: 'jwk' }),
    jwks: { keys: [{ kty, n, e, kid, alg: 'RS256', use: 'sig' }] },
  }
}

async function makeKey(): Promise<string> {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const privateKey = rsaPrivateKey.parse(pair.privateKey.export({ format: 'jwk' }))
  const kid = await calculateJwkThumbprint({ kty: privateKey.kty, n: privateKey.n, e: privateKey.e })
  return JSON.stringify({ kid, privateKey })
}

export interface TokenOptions {
  hours?: number
}

/** A bearer token with the claims of an Entra ID v2 access token; `user` becomes its object id. */
export async function mintToken(
  dataDir: string,
  user: string,
  roles: readonly Role[],
  { hours = 12 }: TokenOptions = {},
): Promise<string> {
  const { kid, privateKey } = await openIssuer(dataDir)
  const now = Math.floor(Date.now() / 1000)
  const client = { azp: LOCAL_CLIENT, scp: 'access_as_user', ver: '2.0' }
  return new SignJWT({ oid: user, tid: LOCAL_TENANT, roles: [...roles], ...client })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setIssuer(LOCAL_ISSUER)
    .setAudience(LOCAL_AUDIENCE)
    .setSubject(user)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + Math.round(hours * 3600))
    .sign(privateKey)
}

/** Answers the request for the key set, and says whether it was one. */
export function jwksMiddleware({
  jwks,
}: Issuer): (request: IncomingMessage, response: ServerResponse) => boolean {
  const body = JSON.stringify(jwks)
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== JWKS_PATH) return false
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' })
      .end(body)
    return true
  }
}
