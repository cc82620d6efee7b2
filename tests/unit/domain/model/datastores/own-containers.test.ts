import { describe, expect, it } from '@jest/globals'
import {
  isOwnContainer,
  refuseOwnContainer,
} from '../../../../../src/domain/model/datastores/own-containers.ts'

const inAzure = {
  accountUrl: 'https://workspace.blob.core.windows.net',
  exportContainer: 'exports',
  renditionContainer: 'renditions',
  hostAccounts: ['https://hostaccount.blob.core.windows.net/'],
}

describe('a container of the service itself', () => {
  it.each([
    'https://workspace.blob.core.windows.net/exports',
    'https://workspace-secondary.blob.core.windows.net/exports',
    'https://workspace.z12.blob.storage.azure.net/exports',
    'https://workspace.privatelink.blob.core.windows.net/exports',
    'https://workspace.blob.core.windows.net/azure-webjobs-hosts',
    'https://workspace.blob.core.windows.net/renditions',
    'https://workspace.blob.core.windows.net/azure-webjobs-secrets',
    'https://workspace.blob.core.windows.net/etiquette-leases',
    'https://workspace.blob.core.windows.net/etiquette-largemessages',
    'https://workspace.blob.core.windows.net/etiquette-applease',
    'https://workspace.blob.core.windows.net/$logs',
    'https://hostaccount.blob.core.windows.net/photos',
    'https://hostaccount-secondary.blob.core.windows.net/photos',
  ])('is %s', (url) => {
    expect(isOwnContainer(url, inAzure)).toBe(true)
    expect(() => refuseOwnContainer(url, inAzure)).toThrow(
      expect.objectContaining({ code: 'InvalidRequest', target: 'containerUrl' }),
    )
  })

  it.each([
    'https://workspace.blob.core.windows.net/photos',
    'https://workspace.blob.core.windows.net/exports-of-2026',
    'https://other.blob.core.windows.net/exports',
    'https://other.blob.core.windows.net/photo-leases',
    'https://hostaccount2.blob.core.windows.net/photos',
  ])('is not %s', (url) => {
    expect(isOwnContainer(url, inAzure)).toBe(false)
    expect(() => refuseOwnContainer(url, inAzure)).not.toThrow()
  })

  it.each(['http://127.0.0.1:10000/dev', 'http://127.0.0.1:4321/dev'])(
    'is known on the emulator by its account, at whichever port: %s',
    (accountUrl) => {
      const own = { ...inAzure, accountUrl, hostAccounts: ['http://127.0.0.1:999/hoststore'] }
      expect(isOwnContainer('http://127.0.0.1/dev/exports', own)).toBe(true)
      expect(isOwnContainer('http://127.0.0.1:10000/dev/azure-webjobs-hosts', own)).toBe(true)
      expect(isOwnContainer('http://127.0.0.1/hoststore/photos', own)).toBe(true)
      expect(isOwnContainer('http://127.0.0.1/dev/images', own)).toBe(false)
    },
  )

  it('leaves the images of an account that the host shares', () => {
    const shared = { ...inAzure, hostAccounts: ['workspace'] }
    expect(isOwnContainer('https://workspace.blob.core.windows.net/photos', shared)).toBe(false)
    expect(isOwnContainer('https://workspace.blob.core.windows.net/azure-webjobs-hosts', shared)).toBe(true)
  })
})
