import { createHmac, createSecretKey } from 'node:crypto'
import { StorageSharedKeyCredential } from '@azure/storage-blob'

/** A storage emulator on this machine, in the place of a storage account and the service's identity. */
export interface Emulator {
  /** `http://127.0.0.1:<port>/<account>` */
  readonly accountUrl: string
  readonly accountName: string
  /** base64 */
  readonly accountKey: string
}

export interface OpenEmulator {
  readonly credential: StorageSharedKeyCredential
  /** Whether a URL lies in the emulator's account. */
  owns(url: string): boolean
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Keeps the key prepared: each page shown signs one URL an item. */
class PreparedKeyCredential extends StorageSharedKeyCredential {
  readonly #key

  constructor({ accountName, accountKey }: Emulator) {
    super(accountName, accountKey)
    this.#key = createSecretKey(accountKey, 'base64')
  }

  override computeHMACSHA256(text: string): string {
    return createHmac('sha256', this.#key).update(text, 'utf8').digest('base64')
  }
}

/** @throws Error if the account is not on this machine: an account key must not be used anywhere else. */
export const openEmulator = (emulator: Emulator): OpenEmulator => {
  const account = new URL(emulator.accountUrl)
  if (!loopback.test(account.hostname)) throw new Error('The storage emulator must be on a loopback address')
  const path = account.pathname.replace(/(?<!\/)\/+$/, '')
  return {
    credential: new PreparedKeyCredential(emulator),
    owns: (url) => {
      const candidate = URL.parse(url)
      return candidate?.origin === account.origin && candidate.pathname.startsWith(`${path}/`)
    },
  }
}
