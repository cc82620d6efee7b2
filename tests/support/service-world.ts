import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob'
import { PNG } from 'pngjs'
import { mintToken, type Role } from '../../local/platform/issuer.ts'
import { removeData, startService, type Service, type ServiceOptions } from '../../tools/service.ts'
import { readContract, type Contract } from '../../tools/contract.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // What a test reads of a body is what it asserts.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any
  readonly code: string | null
}

export interface RequestOptions {
  readonly body?: unknown
  /** Sent as it is. */
  readonly raw?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** One person at the API; every answer is held against the contract. */
export type Person = (method: string, path: string, options?: RequestOptions) => Promise<Reply>

const jsonOf = (text: string, headers: Headers): unknown =>
  headers.get('content-type')?.includes('json') && text !== '' ? JSON.parse(text) : undefined

const createPerson =
  (api: string, token: string | undefined, contract: Contract): Person =>
  async (method, path, { body, raw, headers } = {}) => {
    const url = path.startsWith('http') ? path : `${api}${path}`
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { body: payload }),
    })
    const text = await response.text()
    contract.check(method, url, response, text)
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: jsonOf(text, response.headers),
      code: response.headers.get('x-ms-error-code'),
    }
  }

export interface ServiceWorld {
  readonly service: Service
  readonly contract: Contract
  readonly lead: Person
  readonly nobody: Person
  person(user: string, ...roles: Role[]): Promise<Person>
  token(user: string, ...roles: Role[]): Promise<string>
  container(name: string): ContainerClient
  /** A datastore on a container of the local storage, with the service's own identity. */
  addDatastore(name: string, container: string): Promise<void>
  /** Uploads pictures under these names. */
  upload(container: string, names: readonly string[], content?: Uint8Array): Promise<void>
  /** Datastore, dataset and project on a container with these pictures; waits until it is running. */
  addProject(name: string, pictures: readonly string[], settings?: object): Promise<void>
  waitFor(operationLocation: string | null, status?: string, within?: number): Promise<Reply>
  /** Ends the service; `SIGKILL` as a crash would. Start it again with `restart`. */
  crash(): Promise<void>
  restart(env?: Readonly<Record<string, string>>): Promise<ServiceWorld>
  close(): Promise<void>
}

/** A real picture of 6 × 4 pixels. */
export const picture = (shade = 128): Uint8Array => {
  const png = new PNG({ width: 6, height: 4 })
  png.data.fill(shade)
  return PNG.sync.write(png)
}

export const labelClasses = [{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Poodle' }] }]

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Tries until it holds; fails with what it was last. */
export const until = async <T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  within = 20_000,
): Promise<T> => {
  const end = Date.now() + within
  for (;;) {
    const value = await read()
    if (holds(value)) return value
    if (Date.now() > end)
      throw new Error(`It did not come about within ${within} ms: ${JSON.stringify(value).slice(0, 500)}`)
    await pause(25)
  }
}

// People in tests are as quick as machines.
const unhurried = { RATE_LIMIT_PER_SECOND: '1000', RATE_LIMIT_BURST: '100000' }

/** The service as a process, and people who use it over HTTP. */
export const startWorld = async (options: ServiceOptions = {}): Promise<ServiceWorld> => {
  const service = await startService({ ...options, env: { ...unhurried, ...options.env } })
  const contract = await readContract(service.api)
  const token = (user: string, ...roles: Role[]): Promise<string> => mintToken(service.dataDir, user, roles)
  const person = async (user: string, ...roles: Role[]): Promise<Person> =>
    createPerson(service.api, await token(user, ...roles), contract)
  const lead = await person('lead', 'Labeling.Admin')
  const container = (name: string): ContainerClient =>
    BlobServiceClient.fromConnectionString(service.endpoints.blobConnectionString).getContainerClient(name)

  const expectStatus = (reply: Reply, ...allowed: readonly number[]): Reply => {
    if (!allowed.includes(reply.status)) throw new Error(`${reply.status}: ${reply.text}`)
    return reply
  }
  const addDatastore = async (name: string, on: string): Promise<void> => {
    const containerUrl = `${service.endpoints.blobServiceUrl}/${on}`
    const body = { type: 'AzureBlob', containerUrl, credential: { type: 'ManagedIdentity' } }
    expectStatus(await lead('PUT', `/datastores/${name}`, { body }), 201)
  }
  const upload: ServiceWorld['upload'] = async (to, names, content = picture()) => {
    const client = container(to)
    await client.createIfNotExists()
    for (let first = 0; first < names.length; first += 16)
      await Promise.all(
        names
          .slice(first, first + 16)
          .map((name) => client.getBlockBlobClient(name).upload(Buffer.from(content), content.length)),
      )
  }
  const waitFor: ServiceWorld['waitFor'] = (location, status = 'Succeeded', within = 20_000) =>
    until(
      () => lead('GET', location ?? 'no Operation-Location'),
      ({ body }) => body.status === status,
      within,
    )

  return {
    service,
    contract,
    lead,
    nobody: createPerson(service.api, undefined, contract),
    person,
    token,
    container,
    addDatastore,
    upload,
    waitFor,
    addProject: async (name, pictures, settings = {}) => {
      await upload(name, pictures)
      await addDatastore(name, name)
      const dataset = { mediaType: 'Image', datastore: name, path: '**' }
      expectStatus(await lead('PUT', `/datasets/${name}`, { body: dataset }), 201)
      const body = { mediaType: 'Image', taskType: 'MultiClass', dataset: name, labelClasses, ...settings }
      const created = expectStatus(await lead('PUT', `/projects/${name}`, { body }), 201)
      await waitFor(created.headers.get('operation-location'))
    },
    crash: () => service.stop('SIGKILL'),
    restart: (env) =>
      startWorld({
        ...options,
        ...(env ? { env: { ...options.env, ...env } } : {}),
        dataDir: service.dataDir,
      }),
    close: async () => {
      await service.stop()
      await removeData(service.dataDir)
    },
  }
}
