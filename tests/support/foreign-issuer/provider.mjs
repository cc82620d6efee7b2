import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { Provider } from 'oidc-provider'

// An issuer of its own, as a process: `oidc-provider` with its pages for sign-in and consent. What it does is told by messages:
//   { origin, ...terms }  the app at this origin is its client, on these terms
// The terms may be told again at any time; sessions, grants and refresh tokens outlive that.

const [certFile, keyFile] = process.argv.slice(2)
const records = new Map()

/** Keeps all in memory, beyond the life of one provider. */
class SharedAdapter {
  constructor(kind) {
    this.kind = kind
  }
  name(id) {
    return `${this.kind}:${id}`
  }
  async upsert(id, payload) {
    records.set(this.name(id), payload)
  }
  async find(id) {
    return records.get(this.name(id))
  }
  async findByUid(uid) {
    return [...records.values()].find((payload) => payload.kind === this.kind && payload.uid === uid)
  }
  async findByUserCode() {}
  async destroy(id) {
    records.delete(this.name(id))
  }
  async consume(id) {
    const payload = records.get(this.name(id))
    if (payload) payload.consumed = Math.floor(Date.now() / 1000)
  }
  async revokeByGrantId(grantId) {
    for (const [name, payload] of records) if (payload.grantId === grantId) records.delete(name)
  }
}

const makeKey = (kid) => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'RS256',
})

const clock = Date.now.bind(Date)
let terms = { keyCount: 1, tokenSeconds: 3600, aheadMs: 0, refreshTokens: true }
const keys = [makeKey('key-1')]
Date.now = () => clock() + terms.aheadMs

const createProvider = (issuer) => {
  while (keys.length < terms.keyCount) keys.unshift(makeKey(`key-${keys.length + 1}`))
  const { origin, audience, tenant, clientId, names } = terms
  const provider = new Provider(issuer, {
    adapter: SharedAdapter,
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        application_type: 'web',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [`${origin}/signed-in`],
        post_logout_redirect_uris: [`${origin}/signed-out`],
      },
    ],
    clientBasedCORS: (_context, asking) => asking === origin,
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['of the test'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...(names[id] === undefined ? {} : { name: names[id] }) }),
    }),
    issueRefreshToken: (_context, client) => terms.refreshTokens && client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    extraTokenClaims: (_context, token) => ({
      ver: '2.0',
      tid: tenant,
      oid: token.accountId,
      azp: clientId,
      scp: 'access',
      roles: ['Labeling.Admin'],
      name: names[token.accountId],
    }),
    features: {
      devInteractions: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: `${audience}/access`,
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: terms.tokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    jwks: { keys: keys.slice(0, terms.keyCount) },
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'offline_access', `${audience}/access`],
    ttl: {
      AccessToken: () => terms.tokenSeconds,
      IdToken: 3600,
      Session: 86_400,
      Grant: 86_400,
      RefreshToken: 86_400,
      Interaction: 600,
    },
  })
  return provider.callback()
}

let answer = (_request, response) => response.writeHead(503).end()
const server = createServer(
  { cert: readFileSync(certFile), key: readFileSync(keyFile) },
  (request, response) => answer(request, response),
)
server.listen(0, 'localhost', () => {
  const issuer = `https://localhost:${server.address().port}`
  process.on('message', (told) => {
    terms = { ...terms, ...told }
    answer = createProvider(issuer)
    process.send({ told: true })
  })
  process.on('disconnect', () => process.exit(0))
  process.send({ issuer })
})
