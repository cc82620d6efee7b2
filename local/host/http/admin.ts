import { createHash, timingSafeEqual } from 'node:crypto'
import type { Timer } from '../timer/timer-listener.ts'
import { isOwnOrigin } from './allowed-hosts.ts'
import { sendStatus } from './own-response.ts'
import type { Handler } from './server.ts'

const functionsPath = '/admin/functions/'

/** Paths that stay the host's whatever routes an app has. */
const isReserved = (path: string): boolean =>
  /^\/admin\/functions(?:\/|$)|^\/admin\/host\/|^\/runtime\/webhooks\/./i.test(path)

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in constant time, whatever the lengths are. */
const isKey = (given: string | readonly string[] | undefined, key: string | undefined): boolean =>
  key !== undefined && typeof given === 'string' && timingSafeEqual(digest(given), digest(key))

/**
 * The host's own paths, which need the master key in `x-functions-key` as on Azure; without a key nobody may.
 * `POST /admin/functions/{name}` runs a timer now, and there is nothing else. A page of another origin is refused
 * whatever it sends.
 */
export const createAdminApi =
  (timers: ReadonlyMap<string, Timer>, key: string | undefined): Handler =>
  (req, res, path) => {
    if (!isReserved(path)) return false
    const { origin, 'x-functions-key': given } = req.headers
    if (!isOwnOrigin(origin)) {
      sendStatus(res, 403)
      return true
    }
    if (!isKey(given, key)) {
      sendStatus(res, 401)
      return true
    }
    const timer = path.startsWith(functionsPath) ? timers.get(path.slice(functionsPath.length)) : undefined
    if (req.method !== 'POST' || timer === undefined) {
      sendStatus(res, 404)
      return true
    }
    req.resume()
    timer.runNow()
    sendStatus(res, 202)
    return true
  }
