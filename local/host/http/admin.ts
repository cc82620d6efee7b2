import type { Timer } from '../timer/timer-listener.ts'
import { sendStatus } from './body.ts'
import type { Handler } from './server.ts'

const PATH = '/admin/functions/'
const LOCAL: ReadonlySet<string | undefined> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** `POST /admin/functions/{name}` runs a timer now; only from this machine. */
export const createAdminApi =
  (timers: ReadonlyMap<string, Timer>): Handler =>
  (req, res, path) => {
    if (!path.startsWith(PATH)) return false
    const timer = timers.get(path.slice(PATH.length))
    if (!LOCAL.has(req.socket.remoteAddress)) sendStatus(res, 401)
    else if (req.method !== 'POST' || timer === undefined) sendStatus(res, 404)
    else {
      req.resume()
      void timer.runNow()
      sendStatus(res, 202)
    }
    return true
  }
