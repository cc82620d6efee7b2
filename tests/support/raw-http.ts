import { once } from 'node:events'
import { connect } from 'node:net'

export interface RawReply {
  readonly status: number
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Sends header lines exactly as they are, which `fetch` does not: twice, too long, in any order. */
export const sendRaw = async (
  url: string,
  method: string,
  lines: readonly string[],
  body = '',
): Promise<RawReply> => {
  const { hostname, port, host, pathname, search } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const head = [`${method} ${pathname}${search} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...lines]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  let text = ''
  for await (const chunk of socket) text += String(chunk)
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
