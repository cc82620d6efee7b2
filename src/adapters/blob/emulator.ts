import { createHmac, createSecretKey } from 'node:crypto'
import { StorageSharedKeyCredential } from '@azure/storage-blob'

/** A storage emulator on this machine. It replaces the storage account and the identity of the service. */
export interface Emulator {
  /** `http://127.0.0.1:<port>/<account>` */
  readonly accountUrl: string
  readonly accountName: string
  /** base64 */
  readonly accountKey: string
}

export interface OpenEmulator {
  readonly credential: StorageSharedKeyCredential
  /** True if the URL is in the account of the emulator. */
  owns(url: string): boolean
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Imports the key once: each page signs one URL per item. */
class ImportedKeyCredential extends StorageSharedKeyCredential {
  readonly #key

  constructor({ accountName, accountKey }: Emulator) {
    super(accountName, accountKey)
    this.#key = createSecretKey(accountKey, 'base64')
  }

  override computeHMACSHA256(text: string): string {
    return createHmac('sha256', this.#key).update(text, 'utf8').digest('base64')
  }
}

/** @throws Error if the account is not on this machine: account keys are for the emulator only */
export const openEmulator = (emulator: Emulator): OpenEmulator => {
  const account = new URL(emulator.accountUrl)
  if (!loopback.test(account.hostname))
    throw new Error('The storage emulator must have a loopback address; correct BLOB_SERVICE_URL')
  const path = account.pathname.replace(/(?<!\/)\/+$/, '')
  return {
    credential: new ImportedKeyCredential(emulator),
    owns: (url) => {
      const candidate = URL.parse(url)
      return candidate?.origin === account.origin && candidate.pathname.startsWith(`${path}/`)
    },
  }
}
