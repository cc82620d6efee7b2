import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { CryptoKey, JWK } from 'jose'

export interface SigningKey {
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicJwk: JWK
}

export const createKey = async (kid: string): Promise<SigningKey> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } }
}

export const issuer = 'https://login.example/tenant/v2.0'
export const audience = 'api://etiquette'
export const oid = '6f3e0b0a-2f57-4a8e-9a52-0d6d3a0a1c11'

/** A token that is right but for what is changed; `undefined` leaves a claim out. */
export const sign = (
  key: SigningKey,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
) => {
  const now = Math.floor(Date.now() / 1000)
  const person = { oid, roles: ['Labeling.Admin'], scp: 'access_as_user', ver: '2.0' }
  const right = { iss: issuer, aud: audience, ...person, nbf: now - 5, exp: now + 600 }
  return new SignJWT({ ...right, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
    .sign(key.privateKey)
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
