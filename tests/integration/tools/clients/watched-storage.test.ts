import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BlobServiceClient } from '@azure/storage-blob'
import { startWatchedStorage, type WatchedStorage } from '../../../../tools/clients/watched-storage.ts'

let storage: WatchedStorage
beforeAll(async () => {
  storage = await startWatchedStorage()
})
afterAll(() => storage.stop())

describe('storage that watches for tokens', () => {
  it('passes requests on, and does not mind keys and signatures', async () => {
    const container = BlobServiceClient.fromConnectionString(storage.blobConnectionString).getContainerClient(
      'images',
    )
    await container.create()
    const blob = container.getBlockBlobClient('Ankle boot/1.png')
    await blob.uploadData(Buffer.from('content'))
    expect((await blob.downloadToBuffer()).toString()).toBe('content')
    expect(storage.tokensAt()).toEqual([])
  })

  it('is on another host name than the service', () => {
    expect(new URL(storage.blobServiceUrl).hostname).toBe('localhost')
  })

  it('notices a token', async () => {
    await fetch(`${storage.blobServiceUrl}/images/a.png?sig=x`, {
      headers: { authorization: 'Bearer secret' },
    })
    expect(storage.tokensAt()).toEqual(['/devstoreaccount1/images/a.png'])
  })
})
