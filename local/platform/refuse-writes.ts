import type { Server } from 'node:http'

const readMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

const body = `<?xml version="1.0" encoding="utf-8"?>
<Error><Code>ServerBusy</Code><Message>The disk is full: free disk space, then try again.</Message></Error>`

/** Makes a storage server refuse writes as a busy one does while `isFailing`, and go on with reads. */
export const refuseWritesWhile = (server: Server, isFailing: () => boolean): void => {
  const listeners = server.listeners('request')
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    if (!isFailing() || readMethods.has(request.method ?? '')) {
      for (const listener of listeners) Reflect.apply(listener, server, [request, response])
      return
    }
    // An unread body would have to be received before the connection can be used again.
    response.writeHead(503, {
      'content-type': 'application/xml',
      'content-length': Buffer.byteLength(body),
      'x-ms-error-code': 'ServerBusy',
      connection: 'close',
    })
    response.end(body)
  })
}
