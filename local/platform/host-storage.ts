import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { BlobAccount } from './blob-account.ts'
import { findLastingPort, loopback } from './ports.ts'

const program = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js')
const services = ['blob', 'queue', 'table'] as const

export interface HostStorage {
  readonly connectionString: string
  readonly close: () => Promise<void>
}

const endpointOf = (service: string, port: number | undefined, account: string): string =>
  `${service.charAt(0).toUpperCase()}${service.slice(1)}Endpoint=http://${loopback}:${port}/${account};`

/** The storage account in which the real Functions host keeps its own state: Azurite unchanged, all three services. */
export const startHostStorage = async (folder: string, { name, key }: BlobAccount): Promise<HostStorage> => {
  const ports: Record<string, number> = {}
  for (const service of services) ports[service] = await findLastingPort()
  const options = services.flatMap((service) => [`--${service}Port`, String(ports[service])])
  const azurite = spawn(
    process.execPath,
    [program, ...options, '--location', folder, '--silent', '--disableTelemetry', '--skipApiVersionCheck'],
    {
      detached: true,
      env: { ...process.env, AZURITE_ACCOUNTS: `${name}:${key}` },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const kill = () => azurite.kill('SIGTERM')
  process.once('exit', kill)
  const endpoints = services.map((service) => endpointOf(service, ports[service], name)).join('')
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${name};AccountKey=${key};${endpoints}`,
    close: async () => {
      if (azurite.exitCode !== null || azurite.signalCode !== null) return
      const ended = once(azurite, 'exit')
      kill()
      await ended
    },
  }
}
