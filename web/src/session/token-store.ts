import type { StateStore } from 'oidc-client-ts'
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
export const createTokenStore = (tab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): StateStore => {
  const memory = new Map<string, string>()
  return {
    set: async (key, value) => {
      memory.set(key, value)
      tab.setItem(key, withoutAccess(value))
    },
    get: async (key) => memory.get(key) ?? tab.getItem(key),
    remove: async (key) => {
      const value = memory.get(key) ?? tab.getItem(key)
      memory.delete(key)
      tab.removeItem(key)
      return value
    },
    getAllKeys: async () => [...memory.keys()],
  }
}

/** Whether the tab has a refresh token: it comes in without a visit to the issuer. */
export const hasRefreshToken = (tab: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(tab).some(([name, stored]) => {
    if (!name.startsWith('user:') || typeof stored !== 'string') return false
    const user: unknown = JSON.parse(stored)
    return isRecord(user) && typeof user['refresh_token'] === 'string'
  })
