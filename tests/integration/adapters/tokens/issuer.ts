import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { CryptoKey, JWK } from 'jose'
import {
  createTokenVerifier,
  type TokenVerifierOptions,
} from '../../../../src/adapters/tokens/create-token-verifier.ts'

export interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
}

export const createKey = async (kid: string, alg = 'RS256'): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

export const issuer = 'https://login.example/tenant/v2.0'
export const audience = 'api://etiquette'
export const tenant = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'
export const client = '9f2c1f0e-7a46-4f6e-8f6c-2f3d5e0a7b10'
export const oid = '6f3e0b0a-2f57-4a8e-9a52-0d6d3a0a1c11'

export const signClaims = (
  { kid, privateKey }: SigningKey,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(privateKey)

/** A token that is right but for what is changed; `undefined` leaves a claim out. */
export const sign = (
  key: SigningKey,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
) => {
  const now = Math.floor(Date.now() / 1000)
  const person = {
    tid: tenant,
    azp: client,
    oid,
    roles: ['Labeling.Admin'],
    scp: 'access_as_user',
    ver: '2.0',
  }
  const right = { iss: issuer, aud: audience, ...person, nbf: now - 5, exp: now + 600 }
  return signClaims(key, { ...right, ...claims }, header)
}

/** A key server on this machine, whose keys and behaviour can be changed. */
export const serveKeys = async (...published: readonly SigningKey[]) => {
  const state = { published, fetches: 0, broken: false }
  const server = createServer((_, response) => {
    state.fetches += 1
    if (state.broken) response.writeHead(500).end('inner trouble')
    else response.end(JSON.stringify({ keys: state.published.map(({ publicJwk }) => publicJwk) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  return { state, jwksUrl: `http://127.0.0.1:${port}/keys`, stop }
}

/** A verifier for tokens of `sign`; the log is dropped unless one is given. */
export const createVerifier = (
  options: Pick<TokenVerifierOptions, 'jwksUrl'> & Partial<TokenVerifierOptions>,
) => createTokenVerifier({ issuer, audience, tenant, log: () => undefined, ...options })
