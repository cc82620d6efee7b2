import { randomUUID } from 'node:crypto'
import { BlobServiceClient, ContainerSASPermissions, StorageSharedKeyCredential } from '@azure/storage-blob'
import type { ContainerClient } from '@azure/storage-blob'
import { createBlobSources } from '../../../../src/adapters/blob/create-blob-sources.ts'
import type { BlobSourcesOptions } from '../../../../src/adapters/blob/create-blob-sources.ts'
import type { DatastoreDocument } from '../../../../src/domain/model/datastores/datastore.ts'
import { datastores } from '../../../../src/domain/model/datastores/datastore.ts'
import type { BlobSource, BlobSources, OpenedBlob } from '../../../../src/domain/ports/blobs.ts'
import type { SecretStore } from '../../../../src/domain/ports/secrets.ts'
import type { Emulator } from '../../../../src/adapters/blob/emulator.ts'
import { sharedAzuriteAccount } from '../../../setup/shared-azurite.ts'

/** The Azurite that all integration tests share; each makes containers of its own. */
export const joinAzurite = (): Emulator => JSON.parse(process.env[sharedAzuriteAccount] ?? '')

export const noIdentity = {
  getToken: async () => {
    throw Object.assign(new Error('no identity here'), { name: 'CredentialUnavailableError' })
  },
}

export const secretsInMemory = (): SecretStore => {
  const kept = new Map<string, string>()
  return {
    put: async (name, value) => void kept.set(name, value),
    get: async (name) => kept.get(name),
    delete: async (name) => void kept.delete(name),
  }
}

export const datastore = (
  containerUrl: string,
  credential: DatastoreDocument['credential'] = { type: 'ManagedIdentity' },
): DatastoreDocument =>
  datastores.parse({
    document: {
      id: 'pets',
      kind: 'datastore',
      type: 'AzureBlob',
      containerUrl,
      credential,
      createdAt: 0,
      createdBy: 'ann',
      updatedAt: 0,
    },
    etag: '',
  }).document

/** For what never answers. A call that is to be answered has the usual deadline, which no busy machine reaches. */
export const soon = 50

export const sourcesOn = (
  azurite: Emulator | undefined,
  options: Partial<BlobSourcesOptions> = {},
): BlobSources =>
  createBlobSources({
    identity: noIdentity,
    secrets: secretsInMemory(),
    emulator: azurite,
    now: Date.now,
    retryPause: 1,
    ...options,
  })

/** Plain http is for an emulator only, so that a server of a test stands for one. */
export const openAt = (
  containerUrl: string,
  options: Partial<BlobSourcesOptions> = {},
): Promise<BlobSource> => {
  const accountUrl = containerUrl.slice(0, containerUrl.lastIndexOf('/'))
  const emulator = { accountUrl, accountName: 'account', accountKey: 'a2V5' }
  return sourcesOn(undefined, { emulator, ...options }).open(datastore(containerUrl, { type: 'Anonymous' }))
}

export const adminOf = ({ accountUrl, accountName, accountKey }: Emulator): BlobServiceClient =>
  new BlobServiceClient(accountUrl, new StorageSharedKeyCredential(accountName, accountKey))

export const createContainer = async (
  azurite: Emulator,
  options: { access?: 'container' | 'blob' } = {},
): Promise<ContainerClient> => {
  const container = adminOf(azurite).getContainerClient(`photos-${randomUUID()}`)
  await container.create(options)
  return container
}

export const writeBlob = (container: ContainerClient, path: string, content: string | Buffer) =>
  container.getBlockBlobClient(path).upload(content, Buffer.byteLength(content), {
    blobHTTPHeaders: { blobContentType: 'image/png' },
  })

/** A container's SAS token with these permissions, an hour long. */
export const sasOf = async (container: ContainerClient, permissions: string): Promise<string> => {
  const url = await container.generateSasUrl({
    permissions: ContainerSASPermissions.parse(permissions),
    expiresOn: new Date(Date.now() + 3_600_000),
  })
  return new URL(url).search
}

export const readAll = async (opened: OpenedBlob | 'NotModified'): Promise<string> => {
  if (opened === 'NotModified') throw new Error('There is no body')
  const chunks: Uint8Array[] = []
  for await (const chunk of opened.stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

export const everything = async (source: BlobSource, pageSize = 5000, prefix = '') => {
  const found: string[] = []
  let continuation: string | undefined
  do {
    const page = await source.list({ prefix, pageSize, continuation })
    found.push(...page.blobs.map(({ path }) => path))
    continuation = page.continuation
  } while (continuation !== undefined)
  return found
}
