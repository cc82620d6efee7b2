export interface ContainerAddress {
  /** Without a query or a slash at its end. */
  readonly containerUrl: string
  readonly serviceUrl: string
  readonly accountName: string
  readonly containerName: string
}

/**
 * Takes `https://<account>.blob.core.windows.net/<container>` apart, and the emulator's
 * `http://127.0.0.1:<port>/<account>/<container>`. Undefined if it is neither.
 */
export const parseContainerUrl = (text: string): ContainerAddress | undefined => {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const [first, second] = segments
  if (first === undefined || segments.length > 2) return undefined
  const containerUrl = `${url.origin}/${segments.join('/')}`
  if (second === undefined) {
    const accountName = url.hostname.split('.')[0] ?? ''
    return { containerUrl, serviceUrl: url.origin, accountName, containerName: first }
  }
  return { containerUrl, serviceUrl: `${url.origin}/${first}`, accountName: first, containerName: second }
}
