import { describe, expect, it } from '@jest/globals'
import { readHostAccounts } from '../../../src/config/host-accounts.ts'

describe('the storage account of the Functions host', () => {
  it.each([
    [{}, []],
    [{ AzureWebJobsStorage__accountName: 'sthost' }, ['sthost']],
    [
      { AzureWebJobsStorage__blobServiceUri: 'https://sthost.blob.core.windows.net/' },
      ['https://sthost.blob.core.windows.net/'],
    ],
    [
      {
        AzureWebJobsStorage:
          'DefaultEndpointsProtocol=https;AccountName=sthost;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net',
      },
      ['sthost'],
    ],
    [
      {
        AzureWebJobsStorage:
          'AccountName=dev;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:10000/dev;QueueEndpoint=http://127.0.0.1:10001/dev',
      },
      ['http://127.0.0.1:10000/dev'],
    ],
    [{ AzureWebJobsStorage: 'UseDevelopmentStorage=true' }, []],
  ])('is read from %j, without its key', (environment, accounts) => {
    expect(readHostAccounts(environment)).toEqual(accounts)
  })
})
