import { once } from 'node:events'
import { connect } from 'node:net'

export interface RawReply {
  readonly status: number
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

const parseReply = (text: string): RawReply => {
  const [top = '', rest = ''] = text.split(/\r\n\r\n([^]*)/)
  const [first = '', ...fields] = top.split('\r\n')
  return {
    status: Number(first.split(' ')[1]),
    headers: new Map(
      fields.map((field) => {
        const colon = field.indexOf(':')
        return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
      }),
    ),
    body: rest,
  }
}

/** Sends bytes as they are, and reads until the server closes the connection. */
export const sendBytes = async (url: string, bytes: Uint8Array): Promise<RawReply> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(bytes)
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return parseReply(text)
}

/** Sends header lines exactly as they are, which `fetch` does not: twice, too long, in any order. */
export const sendRaw = async (
  url: string,
  method: string,
  lines: readonly string[],
  body = '',
): Promise<RawReply> => {
  const { host, pathname, search } = new URL(url)
  const head = [`${method} ${pathname}${search} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...lines]
  return sendBytes(url, Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`))
}
