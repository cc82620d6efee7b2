import { beforeAll, describe, expect, test } from '@jest/globals'
import sharp from 'sharp'
import type { ServiceWorld } from '../support/service-world.ts'
import { joinService } from '../support/shared-service.ts'

let world: ServiceWorld
let item: Readonly<Record<string, string>>

const origin = 'http://localhost:5173'
const load = (url: string | undefined, headers = {}) => fetch(url ?? '', { headers: { origin, ...headers } })
const sizeOf = async (answer: Response) => {
  const { width, height, format } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
  return { width, height, format }
}
const keptFiles = async (): Promise<readonly string[]> => {
  const names: string[] = []
  for await (const { name } of world.container('etiquette-renditions').listBlobsFlat()) names.push(name)
  return names
}

beforeAll(async () => {
  world = await joinService()
  const turned = sharp({ create: { width: 600, height: 300, channels: 3, background: 'red' } })
  const bytes = await turned.tiff().withMetadata({ orientation: 6 }).toBuffer()
  await world.upload('turned', ['a.tif'], bytes)
  await world.addProject('turned', [])
  const page = await world.lead('POST', '/projects/turned/pages', { body: {} })
  item = page.body.items[0]
})

describe('a TIFF that is turned', () => {
  test('is seen upright in a browser, in two sizes, and its links outlive the page', async () => {
    expect(item).toMatchObject({ problem: 'NotDisplayable', width: 300, height: 600 })
    const [thumbnail, screen] = [await load(item['thumbnailUrl']), await load(item['screenUrl'])]
    expect(thumbnail.status).toBe(200)
    expect(Object.fromEntries(thumbnail.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=86400, immutable',
      'access-control-allow-origin': origin,
    })
    expect(await sizeOf(thumbnail)).toEqual({ width: 128, height: 256, format: 'webp' })
    expect(await sizeOf(screen)).toEqual({ width: 300, height: 600, format: 'webp' })
    const { body } = await world.lead('GET', '/projects/turned/pages')
    expect(Date.parse(item['urlsExpireAt'] ?? '')).toBeGreaterThan(Date.parse(body.value[0].expiresAt))
  })

  test('is made once, and not sent again to who has it', async () => {
    const before = await keptFiles()
    const again = await load(item['thumbnailUrl'])
    const etag = again.headers.get('etag') ?? ''
    expect((await load(item['thumbnailUrl'], { 'if-none-match': etag })).status).toBe(304)
    expect(await keptFiles()).toEqual(before)
  })

  test('is read by pages of allowed origins, also as a file', async () => {
    const file = await load(item['contentUrl'])
    expect(file.status).toBe(200)
    // Storage knows no origin whose port is left open, so it takes all.
    expect(file.headers.get('access-control-allow-origin')).toBe('*')
    expect(file.headers.get('cache-control')).toBe('private, max-age=300')
  })

  test('leaves nothing behind when its project is deleted', async () => {
    const kept = await keptFiles()
    expect(kept.length).toBeGreaterThanOrEqual(2)
    const gone = await world.lead('DELETE', '/projects/turned', { headers: { 'If-Match': '*' } })
    await world.waitFor(gone.headers.get('operation-location'))
    const left = await keptFiles()
    expect(left.length).toBe(kept.length - 2)
    expect((await load(item['thumbnailUrl'])).status).toBe(401)
  })
})
