import type { StateStore } from 'oidc-client-ts'
import { deviceStore, tabStore, type BrowserStore } from '../core/browser-store.ts'
import { isRecord } from '../core/is-record.ts'

/** What a reload needs to get a new token: everything but the tokens that open the API. */
const withoutAccess = (text: string): string => {
  const user: unknown = JSON.parse(text)
  if (!isRecord(user)) return text
  const { access_token: _access, id_token: _id, ...rest } = user
  return JSON.stringify({ ...rest, access_token: '', expires_at: 0 })
}

/**
 * Keeps the access token in memory alone. The refresh token is in the tab's own storage, which ends with the tab, so that a
 * reload needs no new sign-in.
 */
export const createTokenStore = (tab: BrowserStore): StateStore => {
  const memory = new Map<string, string>()
  return {
    set: async (key, value) => {
      memory.set(key, value)
      // Not the token before it, which may have ended or be another person's.
      if (!tab.write(key, withoutAccess(value))) tab.remove(key)
    },
    get: async (key) => memory.get(key) ?? tab.read(key),
    remove: async (key) => {
      const value = memory.get(key) ?? tab.read(key)
      memory.delete(key)
      tab.remove(key)
      return value
    },
    getAllKeys: async () => [...memory.keys()],
  }
}

/** Whether the tab has a refresh token: it comes in without a visit to the issuer. */
export const hasRefreshToken = (tab: BrowserStore): boolean =>
  tab.keys().some((name) => {
    if (!name.startsWith('user:')) return false
    const user = tab.readJson(name)
    return isRecord(user) && typeof user['refresh_token'] === 'string'
  })

const ofSignIn = 'oidc.'

/** What a sign-in that is under way must find again. On the device; one that has no room left may have some for the tab. */
export const createStateStore = (): StateStore => {
  const stores = [deviceStore, tabStore]
  const read = (key: string): string | null => deviceStore.read(key) ?? tabStore.read(key)
  return {
    set: async (key, value) => {
      stores.find((store) => store.write(ofSignIn + key, value))
    },
    get: async (key) => read(ofSignIn + key),
    remove: async (key) => {
      const value = read(ofSignIn + key)
      for (const store of stores) store.remove(ofSignIn + key)
      return value
    },
    getAllKeys: async () =>
      stores
        .flatMap((store) => store.keys())
        .filter((name) => name.startsWith(ofSignIn))
        .map((name) => name.slice(ofSignIn.length)),
  }
}
