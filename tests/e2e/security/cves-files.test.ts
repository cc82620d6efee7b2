import { beforeAll, describe, expect, test } from '@jest/globals'
import { ContainerSASPermissions } from '@azure/storage-blob'
import type { Person } from '../../support/person.ts'
import type { ServiceWorld } from '../../support/service-world.ts'
import { joinService } from '../../support/shared-service.ts'

// What files that somebody else wrote did in other labeling tools, tried here; see docs/security.md.

let world: ServiceWorld
let lead: Person

const html = Buffer.from('<!doctype html><script>alert(document.domain)</script>')
const names = [
  'plain.png',
  'page.html.png',
  'vector.svg',
  '..%2f..%2fetc%2fpasswd.png',
  'back\\slash.png',
  '=cmd|calc.png',
]

beforeAll(async () => {
  world = await joinService()
  ;({ lead } = world)
  await world.addProject('cve-files', names)
})

const itemsOf = async (project: string) =>
  (await lead('GET', `/projects/${project}/items?maxpagesize=200`)).body.value as {
    id: string
    path: string
    contentUrl: string
  }[]

/** A datastore whose files pass through the service, because its SAS token must not be shown. */
const throughService = async (name: string, on: string) => {
  const sas = new URL(
    await world.container(on).generateSasUrl({
      permissions: ContainerSASPermissions.parse('rl'),
      expiresOn: new Date(Date.now() + 3_600_000),
    }),
  )
  const body = {
    type: 'AzureBlob',
    containerUrl: `${sas.origin}${sas.pathname}`,
    credential: { type: 'Sas', token: sas.search },
  }
  expect((await lead('PUT', `/datastores/${name}`, { body })).status).toBe(201)
  const dataset = { mediaType: 'Image', datastore: name, path: '**' }
  expect((await lead('PUT', `/datasets/${name}`, { body: dataset })).status).toBe(201)
  const project = {
    mediaType: 'Image',
    taskType: 'MultiClass',
    dataset: name,
    labelClasses: [{ name: 'Cat' }],
  }
  const created = await lead('PUT', `/projects/${name}`, { body: project })
  await world.waitFor(created.headers.get('operation-location'))
}

describe('files of others', () => {
  const stored: readonly (readonly [name: string, type: string])[] = [
    ['a.png', 'text/html'],
    ['b.png', 'image/svg+xml'],
    ['c.png', 'application/xhtml+xml'],
  ]

  beforeAll(async () => {
    await world.upload('foul', [])
    const container = world.container('foul')
    for (const [name, blobContentType] of stored)
      await container
        .getBlockBlobClient(name)
        .upload(html, html.length, { blobHTTPHeaders: { blobContentType } })
    await container
      .getBlockBlobClient('d.svg')
      .upload(html, html.length, { blobHTTPHeaders: { blobContentType: 'image/svg+xml' } })
    await throughService('foul', 'foul')
  })

  test('CVE-2023-47115, CVE-2026-65986: what is stored as HTML goes out as an image that no browser runs', async () => {
    const items = await itemsOf('foul')
    expect(items.map(({ path }) => path).toSorted()).toEqual(stored.map(([name]) => name))
    for (const { contentUrl } of items) {
      const { headers } = await world.nobody('GET', contentUrl)
      expect(headers.get('content-type')).toBe('image/png')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      expect(headers.get('content-disposition')).toMatch(/^inline; filename/)
    }
  })

  test('CVE-2023-47115, CVE-2026-65986: nor where the storage serves it itself', async () => {
    await world.addDatastore('foul-direct', 'foul')
    const dataset = { mediaType: 'Image', datastore: 'foul-direct', path: '**' }
    await lead('PUT', '/datasets/foul-direct', { body: dataset })
    const shown = (await lead('GET', '/datasets/foul-direct/preview')).body.value as { contentUrl: string }[]
    expect(shown).toHaveLength(stored.length)
    for (const { contentUrl } of shown) {
      const response = await fetch(contentUrl)
      await response.arrayBuffer()
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
    }
  })

  test('CVE-2026-23516: an SVG is no image here', async () => {
    expect((await itemsOf('foul')).some(({ path }) => path.endsWith('.svg'))).toBe(false)
    expect((await itemsOf('cve-files')).some(({ path }) => path.endsWith('.svg'))).toBe(false)
  })

  test('CVE-2025-25295, CVE-2026-47682: names of files stay names: an export leads nowhere outside of its folder', async () => {
    const items = await itemsOf('cve-files')
    const started = await lead('POST', '/projects/cve-files/exports', {
      body: { format: 'Coco', include: 'All' },
    })
    await world.waitFor(started.headers.get('operation-location'))
    const done = (await lead('GET', `/projects/cve-files/exports/${started.body.id}`)).body
    const file = done.files.find(({ name }: { name: string }) => name === 'labels_default.json')
    const coco = (await (await fetch(file.contentUrl)).json()) as { images: { file_name: string }[] }
    expect(coco.images).toHaveLength(items.length)
    const exported = coco.images.map(({ file_name }) => file_name)
    expect(new Set(exported).size).toBe(items.length)
    expect(exported).toContain('plain.png')
    for (const name of exported) expect(decodeURIComponent(name)).not.toMatch(/\.\.|[\\:]|^\//)
    for (const { name } of done.files) expect(name).toMatch(/^[\w-]+\.\w+$/)
    const refused = await lead('GET', `/projects/cve-files/exports/${done.id}/files/..%2f..%2fendpoints.json`)
    expect([refused.status, refused.code]).toEqual([404, 'RouteNotFound'])
  })

  test('GHSA-cpmr-mw4j-99r7: the docs page gives its own files and no other', async () => {
    for (const path of [
      '..%2fpackage.json',
      '..%5c..%5cpackage.json',
      '%2e%2e/%2e%2e/package.json',
      'x/../../openapi',
    ])
      expect((await fetch(`${world.service.api}/docs/${path}`)).status).toBe(404)
  })
})
