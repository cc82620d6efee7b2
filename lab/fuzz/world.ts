import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BlobServiceClient, ContainerSASPermissions } from '@azure/storage-blob'
import { startService, type Service } from '../../tools/service.ts'
import type { Ground } from './pool.ts'

/** A picture of one pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const pictures: readonly string[] = Array.from({ length: 48 }, (_, index) => `${index % 3}/${index}.png`)
const oddFiles: Readonly<Record<string, Buffer>> = {
  'empty.png': Buffer.alloc(0),
  'cut.png': picture.subarray(0, 20),
  'text.png': Buffer.from('no picture'),
  'ä ö/50%.png': picture,
  '😀/日本 #1.png': picture,
  "it's+a.txt": Buffer.from('text'),
  [`${'x'.repeat(200)}.png`]: picture,
}

const upload = async (
  service: Service,
  name: string,
  files: readonly (readonly [string, Buffer])[],
): Promise<string> => {
  const { blobConnectionString, blobServiceUrl } = service.endpoints
  const container = BlobServiceClient.fromConnectionString(blobConnectionString).getContainerClient(name)
  await container.createIfNotExists()
  for (const [path, content] of files)
    await container.getBlockBlobClient(path).upload(content, content.length)
  return `${blobServiceUrl}/${name}`
}

const sasFor = async (service: Service, name: string): Promise<string> => {
  const { blobConnectionString } = service.endpoints
  const url = await BlobServiceClient.fromConnectionString(blobConnectionString)
    .getContainerClient(name)
    .generateSasUrl({
      permissions: ContainerSASPermissions.parse('rl'),
      expiresOn: new Date(Date.now() + 12 * 3_600_000),
    })
  return new URL(url).search
}

export interface World {
  readonly service: Service
  readonly ground: Ground
  /** Texts that no answer may contain. */
  readonly secrets: readonly string[]
  /** All that the service has printed. */
  readonly lines: readonly string[]
}

/** A service of its own, with files to label, that reaches no host but this machine. */
export const startWorld = async (): Promise<World> => {
  const lines: string[] = []
  const service = await startService({
    env: {
      LOG_LEVEL: 'warning',
      // No datastore may lead away from this machine, not even by a name that has to be looked up.
      ALLOWED_BLOB_HOSTS: '.blob.invalid',
      RATE_LIMIT_PER_SECOND: '1000',
      RATE_LIMIT_BURST: '100000',
      ADDRESS_RATE_LIMIT_PER_SECOND: '10000',
      ADDRESS_RATE_LIMIT_BURST: '1000000',
      DELETION_NOTICE_MS: '500',
    },
    onLine: (line) => lines.push(line),
  })
  const images = await upload(
    service,
    'images',
    pictures.map((path) => [path, picture] as const),
  )
  const odd = await upload(service, 'odd-files', Object.entries(oddFiles))
  const empty = await upload(service, 'empty', [])
  const sasToken = await sasFor(service, 'images')
  const secretsKey = await readFile(join(service.dataDir, 'secrets.key'))
  return {
    service,
    lines,
    ground: {
      // Most often the one with pictures.
      containerUrls: [images, images, images, odd, empty, images, `${images}-missing`],
      sasToken,
      patterns: ['**', '**', '0/**', '**/*.png', 'nothing/**', '1/1.png'],
    },
    secrets: [
      service.endpoints.blobAccountKey,
      secretsKey.toString('base64'),
      new URLSearchParams(sasToken).get('sig') ?? sasToken,
      sasToken,
      service.dataDir,
    ],
  }
}
