import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { BlobAccount } from './blob-account.ts'
import { LOOPBACK, findPort } from './ports.ts'

const AZURITE = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js')
const SERVICES = ['blob', 'queue', 'table'] as const

export interface HostStorage {
  connectionString: string
  close(): Promise<void>
}

/** The storage account that the real Functions host keeps its own state in: Azurite as it comes, all three services. */
export async function startHostStorage(folder: string, { name, key }: BlobAccount): Promise<HostStorage> {
  const ports: Record<string, number | undefined> = {}
  for (const service of SERVICES) ports[service] = await findPort(0)
  const options = SERVICES.flatMap((service) => [`--${service}Port`, String(ports[service])])
  const azurite = spawn(
    process.execPath,
    [AZURITE, ...options, '--location', folder, '--silent', '--disableTelemetry', '--skipApiVersionCheck'],
    {
      detached: true,
      env: { ...process.env, AZURITE_ACCOUNTS: `${name}:${key}` },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const kill = () => azurite.kill('SIGTERM')
  process.once('exit', kill)
  const endpoints = SERVICES.map((service) => {
    const member = `${service.charAt(0).toUpperCase()}${service.slice(1)}Endpoint`
    return `${member}=http://${LOOPBACK}:${ports[service]}/${name};`
  })
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${name};AccountKey=${key};${endpoints.join('')}`,
    close: async () => {
      if (azurite.exitCode !== null || azurite.signalCode !== null) return
      const ended = once(azurite, 'exit')
      kill()
      await ended
    },
  }
}
