import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob'
import { PNG } from 'pngjs'
import { mintToken, type Role } from '../../local/platform/issuer.ts'
import { readContract, type Contract } from '../../tools/contract.ts'
import type { ServiceAddress } from '../../tools/service.ts'
import { createPerson, type Person, type Reply } from './person.ts'
import { until } from './until.ts'

/** A running service, and people who use it over HTTP. */
export interface ServiceWorld {
  readonly service: ServiceAddress
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
  /** Follows an Operation-Location until the operation has this status. */
  waitFor(operationLocation: string | null, status?: string): Promise<Reply>
}

/** A real picture of 6 × 4 pixels. */
export const picture = (shade = 128): Uint8Array => {
  const png = new PNG({ width: 6, height: 4 })
  png.data.fill(shade)
  return PNG.sync.write(png)
}

export const labelClasses = [{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Poodle' }] }]

const expectStatus = (reply: Reply, status: number): Reply => {
  if (reply.status !== status) throw new Error(`${reply.status}: ${reply.text}`)
  return reply
}

export const openWorld = async (service: ServiceAddress): Promise<ServiceWorld> => {
  const contract = await readContract(service.api)
  const token = (user: string, ...roles: Role[]): Promise<string> => mintToken(service.dataDir, user, roles)
  const person = async (user: string, ...roles: Role[]): Promise<Person> =>
    createPerson(service.api, await token(user, ...roles), contract)
  const lead = await person('lead', 'Labeling.Admin')
  const blobs = BlobServiceClient.fromConnectionString(service.endpoints.blobConnectionString)
  const container = (name: string): ContainerClient => blobs.getContainerClient(name)

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
  const waitFor: ServiceWorld['waitFor'] = (location, status = 'Succeeded') =>
    until(
      () => lead('GET', location ?? 'no Operation-Location'),
      ({ body }) => body.status === status,
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
  }
}
