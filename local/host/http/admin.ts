import type { Timer } from '../timer/timer-listener.ts'
import { sendStatus } from './body.ts'
import type { Handler } from './server.ts'

const prefix = '/admin/functions/'

/** `POST /admin/functions/{name}` runs a timer now. */
export const createAdminApi =
  (timers: ReadonlyMap<string, Timer>): Handler =>
  (req, res, path) => {
    if (!path.startsWith(prefix)) return false
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
