import type { BrowserContext, Route } from 'playwright-core'

/** What becomes of a request of the app. */
export const requestFaults = [
  'Refused401',
  'WrongToken',
  'TooMany',
  'Unavailable',
  'ProxyPage',
  'NotSent',
  'AnswerLost',
  'Copied',
] as const
export type RequestFault = (typeof requestFaults)[number]

const problem = (code: string): string => JSON.stringify({ error: { code, message: `Because of ${code}` } })

interface Copy {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Stands between the app and the service. */
export const createRequestFaults = () => {
  const waiting: RequestFault[] = []
  const copies: Copy[] = []
  const struck = new Map<string, number>()
  let pictures = 0
  let renewals = 0
  const count = (name: string): void => void struck.set(name, (struck.get(name) ?? 0) + 1)

  const strike = async (route: Route, fault: RequestFault): Promise<void> => {
    const request = route.request()
    const json = { contentType: 'application/json' }
    switch (fault) {
      case 'Refused401':
        return route.fulfill({ ...json, status: 401, body: problem('Unauthorized') })
      case 'WrongToken':
        return route.continue({ headers: { ...request.headers(), authorization: 'Bearer wrong' } })
      case 'TooMany':
        return route.fulfill({
          ...json,
          status: 429,
          headers: { 'Retry-After': '1' },
          body: problem('TooManyRequests'),
        })
      case 'Unavailable':
        return route.fulfill({ ...json, status: 503, body: problem('Unavailable') })
      case 'ProxyPage':
        return route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' })
      case 'NotSent':
        return route.abort('connectionrefused')
      case 'AnswerLost':
        await route.fetch()
        return route.abort('connectionreset')
      case 'Copied':
        copies.push({
          url: request.url(),
          method: request.method(),
          headers: await request.allHeaders(),
          body: request.postData(),
        })
        return route.continue()
    }
  }

  const handle = async (route: Route): Promise<void> => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    // A tab or a browser that dies in the middle takes its requests along.
    const through = (done: Promise<void>): Promise<void> => done.catch(() => undefined)
    if (request.resourceType() === 'image' && pictures > 0 && !pathname.endsWith('.svg')) {
      pictures -= 1
      count('ExpiredPicture')
      return through(route.fulfill({ status: 403, body: '' }))
    }
    if (pathname === '/local/token' && renewals > 0) {
      renewals -= 1
      count('RefusedRenewal')
      const body = JSON.stringify({ error: 'invalid_grant' })
      return through(route.fulfill({ status: 400, contentType: 'application/json', body }))
    }
    const isLabeling = /\/pages(?:\/|$)/.test(pathname)
    const fault = isLabeling ? waiting.shift() : undefined
    if (!fault) return through(route.continue())
    count(fault)
    return through(strike(route, fault))
  }

  return {
    attach: async (context: BrowserContext): Promise<void> => {
      await context.route((url) => url.hostname === '127.0.0.1', handle)
    },
    add: (...faults: readonly RequestFault[]) => void waiting.push(...faults),
    expirePictures: (number: number) => {
      pictures += number
    },
    refuseRenewals: (number: number) => {
      renewals += number
    },
    deliverCopies: async () => {
      for (const { url, method, headers, body } of copies.splice(0)) {
        const { authorization = '' } = headers
        await fetch(url, {
          method,
          headers: { authorization, 'content-type': 'application/json' },
          ...(body === null ? {} : { body }),
        })
          .then((response) => response.arrayBuffer())
          .catch(() => undefined)
      }
    },
    end: () => {
      waiting.length = 0
      pictures = 0
      renewals = 0
    },
    struck: struck as ReadonlyMap<string, number>,
  }
}
