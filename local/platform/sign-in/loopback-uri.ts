const names: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A URL of a program on this machine, or undefined: codes and people are led nowhere else. */
export const loopbackUri = (text: string | null): URL | undefined => {
  const url = text === null ? null : URL.parse(text)
  if (!url || !names.has(url.hostname)) return undefined
  const isPlain = url.username === '' && url.password === '' && url.hash === ''
  return isPlain && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined
}

/** True for the origin of a page of this machine. */
export const isLoopbackOrigin = (origin: string): boolean => loopbackUri(origin)?.origin === origin
