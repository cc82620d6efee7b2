export interface ContainerAddress {
  readonly serviceUrl: string
  readonly accountName: string
  readonly containerName: string
}

/**
 * Takes `https://<account>.blob.core.windows.net/<container>` apart, and the emulator's
 * `http://127.0.0.1:<port>/<account>/<container>`. Undefined if it is neither.
 */
export const parseContainerUrl = (containerUrl: string): ContainerAddress | undefined => {
  const url = URL.parse(containerUrl)
  if (!url) return undefined
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const [first, second] = segments
  if (first === undefined || segments.length > 2) return undefined
  if (second === undefined) {
    const accountName = url.hostname.split('.')[0] ?? ''
    return { serviceUrl: url.origin, accountName, containerName: decodeURIComponent(first) }
  }
  return {
    serviceUrl: `${url.origin}/${first}`,
    accountName: decodeURIComponent(first),
    containerName: decodeURIComponent(second),
  }
}
