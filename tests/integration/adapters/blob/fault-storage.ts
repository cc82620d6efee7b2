import { createServer } from 'node:http'
import type { RequestListener, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Takes the response of a request. */
export type Fault = (response: ServerResponse) => void

/** Storage's answer with this status and code. */
export const refusing =
  (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Fault =>
  (response) => {
    response.writeHead(status, { 'x-ms-error-code': code, ...headers }).end()
  }
export const silent: Fault = () => undefined
export const resetting: Fault = (response) => response.destroy()

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const blobXml = (name: string) =>
  `<Blob><Name>${escapeXml(name)}</Name><Properties><Last-Modified>Thu, 01 Oct 2026 08:00:00 GMT</Last-Modified><Etag>0x1</Etag><Content-Length>4</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>`

/** A container in memory that lists, and gives each file the content `data`, as long as no fault is set. */
export const startFaultStorage = async () => {
  const world = {
    url: '',
    names: [] as string[],
    /** By name. */
    faults: new Map<string, Fault>(),
    /** Of listings, by the number of names that are asked for. */
    listFault: undefined as ((maxResults: number) => Fault | undefined) | undefined,
    lists: [] as number[],
    reads: [] as string[],
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
  const list = (query: URLSearchParams, response: ServerResponse) => {
    const most = Number(query.get('maxresults'))
    world.lists.push(most)
    const fault = world.listFault?.(most)
    if (fault) return fault(response)
    const from = Number(query.get('marker') ?? 0)
    const next = from + most < world.names.length ? String(from + most) : ''
    const blobs = world.names
      .slice(from, from + most)
      .map(blobXml)
      .join('')
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(
        `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="photos"><Blobs>${blobs}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
      )
  }
  const listener: RequestListener = (request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1')
    if (url.searchParams.get('comp') === 'list') return list(url.searchParams, response)
    const name = decodeURIComponent(url.pathname.replace('/account/photos/', ''))
    world.reads.push(name)
    const fault = world.faults.get(name)
    if (fault) return fault(response)
    if (!world.names.includes(name)) return refusing(404, 'BlobNotFound')(response)
    response.writeHead(200, {
      etag: '"1"',
      'content-length': '4',
      'last-modified': new Date(0).toUTCString(),
    })
    response.end(request.method === 'HEAD' ? undefined : 'data')
  }
  const server: Server = createServer(listener)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/account/photos`
  return world
}

export type FaultStorage = Awaited<ReturnType<typeof startFaultStorage>>
