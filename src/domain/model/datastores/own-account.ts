interface Account {
  /** The emulator's account; undefined without an emulator. */
  readonly emulator?: string | undefined
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** The path of a URL in the emulator's account, whatever the port; undefined for any other URL. */
const pathInEmulator = (url: string, emulator: string | undefined): string | undefined => {
  const [own, candidate] = [URL.parse(emulator ?? ''), URL.parse(url)]
  if (!own || candidate?.protocol !== 'http:' || !loopback.test(candidate.hostname)) return undefined
  return candidate.pathname.startsWith(`${own.pathname}/`) ? candidate.pathname : undefined
}

/** True if both are the same port of this machine, by whatever name: `localhost` and `127.0.0.1` are the same. */
export const isOwnOrigin = (origin: string, { emulator }: Account): boolean => {
  const [own, candidate] = [URL.parse(emulator ?? ''), URL.parse(origin)]
  if (!own || !candidate) return false
  if (own.origin === candidate.origin) return true
  const isLocal = [own, candidate].every(({ hostname }) => loopback.test(hostname))
  return isLocal && own.protocol === candidate.protocol && own.port === candidate.port
}

/**
 * The form in which a container URL is stored and compared. The emulator's account is the workspace's own, and its port is
 * that of one run: `http://127.0.0.1/<account>/<container>`. Other URLs stay as they are.
 */
export const toStoredContainerUrl = (url: string, { emulator }: Account): string => {
  const path = pathInEmulator(url, emulator)
  return path === undefined ? url : `http://127.0.0.1${path}`
}

/** The URL under which a stored container is reached now; also for documents that hold the port of an earlier run. */
export const toPresentContainerUrl = (url: string, { emulator }: Account): string => {
  const path = pathInEmulator(url, emulator)
  return path === undefined ? url : `${new URL(emulator ?? '').origin}${path}`
}

/** The document with the present URL. */
export const withPresentUrl = <T extends { readonly containerUrl: string }>(
  document: T,
  account: Account,
): T => ({
  ...document,
  containerUrl: toPresentContainerUrl(document.containerUrl, account),
})

/** The document with the URL as it is stored now; a document of another run may hold a port. */
export const withStoredUrl = <T extends { readonly containerUrl: string }>(
  document: T,
  account: Account,
): T => ({
  ...document,
  containerUrl: toStoredContainerUrl(document.containerUrl, account),
})
