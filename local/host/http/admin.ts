import { createHash, timingSafeEqual } from 'node:crypto'
import type { Timer } from '../timer/timer-listener.ts'
import { isOwnOrigin } from './allowed-hosts.ts'
import { sendStatus } from './body.ts'
import type { Handler } from './server.ts'

const prefix = '/admin/functions/'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in constant time, whatever the lengths are. */
const isKey = (given: string | readonly string[] | undefined, key: string | undefined): boolean =>
  key !== undefined && typeof given === 'string' && timingSafeEqual(digest(given), digest(key))

/**
 * `POST /admin/functions/{name}` runs a timer now. As on Azure it takes the master key in `x-functions-key`; without a key
 * nobody may. What pages of other origins send is refused whatever it has.
 */
export const createAdminApi =
  (timers: ReadonlyMap<string, Timer>, key: string | undefined): Handler =>
  (req, res, path) => {
    if (!path.startsWith(prefix)) return false
    const { origin, 'x-functions-key': given } = req.headers
    if (!isOwnOrigin(origin)) {
      sendStatus(res, 403)
      return true
    }
    if (!isKey(given, key)) {
      sendStatus(res, 401)
      return true
    }
    const timer = timers.get(path.slice(prefix.length))
    if (req.method !== 'POST' || timer === undefined) {
      sendStatus(res, 404)
      return true
    }
    req.resume()
    timer.runNow()
    sendStatus(res, 202)
    return true
  }
