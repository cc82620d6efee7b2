import type { Handler } from './server.ts'

/**
 * Leads from `/` to a page of the app: in a browser the address of the service is the first that a newcomer opens.
 * @param page Relative, as a proxy may serve the app below a path: `api/docs`
 */
export const createHomePage =
  (page: string): Handler =>
  (req, res, path) => {
    if (path !== '/' || (req.method !== 'GET' && req.method !== 'HEAD')) return false
    req.resume()
    res.writeHead(302, { location: page, 'content-length': 0 }).end()
    return true
  }
