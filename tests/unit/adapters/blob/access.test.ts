import { expect, it } from '@jest/globals'
import type { TokenCredential } from '@azure/identity'
import { accessAsService, azureBlobHosts } from '../../../../src/adapters/blob/access.ts'

it('the identity gives tokens for storage only, whatever scope and tenant a host asks for', async () => {
  const asked: unknown[] = []
  const identity: TokenCredential = {
    getToken: async (...given) => {
      asked.push(given)
      return { token: 't', expiresOnTimestamp: 1 }
    },
  }
  const access = accessAsService('https://account.blob.core.windows.net/photos', {
    identity,
    emulator: undefined,
    identityHosts: azureBlobHosts,
  })
  if (access.type !== 'Identity') throw new Error('It is opened with the identity')
  const { signal: abortSignal } = new AbortController()
  await access.credential.getToken('https://graph.microsoft.com/.default', { tenantId: 'evil', abortSignal })
  await access.credential.getToken(['https://vault.azure.net/.default'])
  expect(asked).toEqual([
    ['https://storage.azure.com/.default', { abortSignal }],
    ['https://storage.azure.com/.default', {}],
  ])
})
