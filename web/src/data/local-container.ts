import type { AppConfig } from '../session/app-config.ts'

/** The account and the container of images that the service has when it runs on one machine. */
const account = 'etiquette'
const container = 'images'

/** The URL of the container on this machine; undefined for a service that runs elsewhere. */
export const localContainerUrl = ({
  local,
  blobHosts,
}: Pick<AppConfig, 'local' | 'blobHosts'>): string | undefined => {
  const host = local ? blobHosts.find((one) => one.startsWith('http://')) : undefined
  return host === undefined ? undefined : `${host}/${account}/${container}`
}
