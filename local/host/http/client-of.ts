import type { IncomingMessage } from 'node:http'

/**
 * The client that the memory of a request is counted for. Only this machine can connect, so a client elsewhere comes through a
 * proxy here, which appends the address. One that lies about it holds less under each name, and so loses nothing of others.
 */
export const clientOf = ({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string => {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().at(-1)?.split(',').at(-1)?.trim() ?? ''
  return forwarded === '' ? (socket.remoteAddress ?? '') : forwarded
}
