import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

export const vaultUrl = 'https://contoso.vault.azure.net'

export type VaultFault =
  'hang' | { readonly status: number; readonly headers?: Record<string, string>; readonly echo?: boolean }

export interface VaultRequest {
  readonly method: string
  readonly path: string
  readonly authorized: boolean
  readonly body: string
}

interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string>
}

const problem = (status: number, code: string, message = code): Answer => ({
  status,
  body: { error: { code, message } },
})

/** The names and values of one vault, with soft delete: what is deleted keeps its name until it is recovered. */
const createSecretsOfVault = () => {
  const versions = new Map<string, string[]>()
  const deleted = new Set<string>()
  const bundle = (name: string, value: string | undefined, more: object = {}): Answer => {
    const id = `${vaultUrl}/secrets/${name}/${'0'.repeat(31)}${versions.get(name)?.length ?? 0}`
    return {
      status: 200,
      body: { id, value, attributes: { enabled: true, created: 1, updated: 1 }, ...more },
    }
  }
  const recoveryId = (name: string) => ({ recoveryId: `${vaultUrl}/deletedsecrets/${name}` })
  const answer = ({ method, path, body }: VaultRequest): Answer => {
    const [, area = '', name = '', last = ''] = path.split('/')
    const value = versions.get(name)?.at(-1)
    const there = value !== undefined && !deleted.has(name)
    if (method === 'PUT' && area === 'secrets') {
      if (deleted.has(name)) return problem(409, 'Conflict', 'ObjectIsDeletedButRecoverable')
      const put: unknown = body === '' ? undefined : JSON.parse(body)
      if (typeof put !== 'object' || put === null || !('value' in put)) return problem(400, 'BadParameter')
      versions.set(name, [...(versions.get(name) ?? []), String(put.value)])
      return bundle(name, versions.get(name)?.at(-1))
    }
    if (method === 'GET' && area === 'deletedsecrets' && deleted.has(name))
      return bundle(name, undefined, recoveryId(name))
    if (method === 'POST' && area === 'deletedsecrets' && last === 'recover' && deleted.delete(name))
      return bundle(name, undefined)
    if (area !== 'secrets' || !there) return problem(404, 'SecretNotFound')
    if (method === 'GET') return bundle(name, value)
    if (method !== 'DELETE') return problem(405, 'MethodNotAllowed')
    deleted.add(name)
    return bundle(name, undefined, recoveryId(name))
  }
  return { answer, versions, deleted }
}

/** Key Vault's REST API on a port of this machine, for the calls that the service makes. */
export const startVault = async () => {
  const { answer, versions, deleted } = createSecretsOfVault()
  const requests: VaultRequest[] = []
  const faults: VaultFault[] = []

  const send = (response: ServerResponse, { status, body, headers = {} }: Answer): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname: path } = new URL(request.url ?? '/', vaultUrl)
    const authorized = request.headers.authorization === 'Bearer a token'
    const asked = { method: request.method ?? '', path, authorized, body: await text(request) }
    requests.push(asked)
    const challenge = `Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"`
    if (!authorized)
      return send(response, { ...problem(401, 'Unauthorized'), headers: { 'www-authenticate': challenge } })
    const fault = faults.shift()
    if (fault === 'hang') return
    if (fault === undefined) return send(response, answer(asked))
    const { status, headers = {}, echo = false } = fault
    send(response, { ...problem(status, 'Fault', echo ? `You sent ${asked.body}` : 'a fault'), headers })
  }

  const server = createServer((request, response) => void handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The vault listens on no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    /** All that came, those without a token too. */
    requests: requests as readonly VaultRequest[],
    /** What happens to the next requests that have a token, one after the other. */
    faults,
    versions: versions as ReadonlyMap<string, readonly string[]>,
    deleted: deleted as ReadonlySet<string>,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

export type Vault = Awaited<ReturnType<typeof startVault>>
