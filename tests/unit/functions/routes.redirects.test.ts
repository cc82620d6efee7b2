import { describe, expect, it } from '@jest/globals'
import { samples } from '../../support/access-requests.ts'
import { createAccessWorld, me, type AccessWorld } from '../../support/access-world.ts'
import { createAllRoutes } from '../../support/all-routes.ts'
import type { Send } from '../../support/http-app.ts'

// Java's HttpClient with `Redirect.NORMAL`, and others, send `Authorization` along to every host that they are led to. The
// cases are the table of routes, on a storage that signs URLs.

const { routes } = createAllRoutes()
const service = 'http://127.0.0.1:7071/api'

const sampleOf = ({ own }: AccessWorld, operation: string) => {
  const sample = Object.entries(samples).find(([name]) => name === operation)?.[1](own)
  if (!sample) throw new Error(`${operation} has no sample`)
  return sample
}

/** Follows as such a client, and returns each host that got the token. */
const hostsWithToken = async (world: AccessWorld, method: string, path: string, options: Send) => {
  const hosts = new Set<string>()
  let next: string | undefined = `${service}${path}`
  for (let hops = 0; next !== undefined && hops < 5; hops += 1) {
    const url: URL = new URL(next)
    hosts.add(url.host)
    if (!next.startsWith(service)) break
    const answer = await world.send(method, next.slice(service.length), options)
    const { location } = answer.headers
    next = answer.status >= 300 && location !== undefined ? new URL(location, url).href : undefined
  }
  return [...hosts]
}

describe('a token stays with the service', () => {
  it.each(routes)('$operation', async ({ operation, method }) => {
    const world = await createAccessWorld('Admin')
    const { path, body, headers } = sampleOf(world, operation)
    const options = {
      as: `${me}:Admin`,
      ...(body === undefined ? {} : { body }),
      ...(headers && { headers }),
    }
    expect(await hostsWithToken(world, method, path, options)).toEqual(['127.0.0.1:7071'])
  })

  it('beside a signed link, too', async () => {
    const world = await createAccessWorld('Admin')
    const { path } = samples.getItemContent(world.own)
    const linked = `${path}?exp=99999999999999&sig=AAAA`
    for (const method of ['GET', 'HEAD'])
      expect(await hostsWithToken(world, method, linked, { as: `${me}:Admin` })).toEqual(['127.0.0.1:7071'])
  })
})
