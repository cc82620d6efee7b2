import { describe, expect, it } from '@jest/globals'
import {
  createHttpWorkspace,
  datasetRequest,
  datastoreRequest,
  sasRequest,
} from '../../../support/http-workspace.ts'

const photos = 'https://contoso.blob.core.windows.net/photos'
const token = 'sv=2024-11-04&se=2027-01-01T00%3A00Z&sr=c&sp=rl&sig=s3cret%3D'

const createWorld = () => {
  const logged: string[] = []
  const workspace = createHttpWorkspace([], {
    log: (level, message, fields) => void logged.push(JSON.stringify([level, message, fields])),
  })
  const put = (body: object, ifMatch?: string) =>
    workspace.admin('PUT', '/datastores/photos', body, ifMatch === undefined ? {} : { 'if-match': ifMatch })
  const kept = async (kind: string): Promise<string> => {
    const where = [{ field: 'kind', op: 'eq' as const, value: kind }]
    const { documents } = await workspace.store.query('workspace', 'datastore', {
      where,
      orderBy: 'id',
      limit: 100,
    })
    return JSON.stringify(documents)
  }
  const stored = async () => `${await kept('datastore')}${await kept('audit')}`
  return { ...workspace, put, stored, logged }
}

describe('a SAS URL that is pasted as containerUrl', () => {
  it.each([undefined, { type: 'Sas' }, { type: 'Sas', token: `?${token}` }])(
    'gives its token to the secrets, and to nothing else (credential %j)',
    async (credential) => {
      const { put, admin, secrets, stored, logged } = createWorld()
      const made = await put({ type: 'AzureBlob', containerUrl: `${photos}/2026?${token}`, credential })
      expect(made).toMatchObject({
        status: 201,
        json: { containerUrl: photos, prefix: '2026/', credential: { type: 'Sas' } },
      })
      expect([...secrets.values.values()]).toEqual([token])
      const shown = [made.text, (await admin('GET', '/datastores/photos')).text, await stored(), ...logged]
      for (const text of shown) expect(text).not.toMatch(/s3cret|sig=|sv=2024/)
    },
  )

  it.each([{ type: 'ManagedIdentity' }, { type: 'Anonymous' }, { type: 'Sas', token: 'sv=1&sig=0ther' }])(
    'is refused beside the credential %j, without the token',
    async (credential) => {
      const { put, secrets, logged } = createWorld()
      const { status, json, text } = await put({
        ...datastoreRequest,
        containerUrl: `${photos}?${token}`,
        credential,
      })
      expect([status, json.error.code]).toEqual([400, 'InvalidRequest'])
      expect(secrets.values.size).toBe(0)
      for (const one of [text, ...logged]) expect(one).not.toMatch(/s3cret|0ther/)
    },
  )

  it('is needed if there is no other credential', async () => {
    const { put } = createWorld()
    for (const credential of [undefined, { type: 'Sas' }])
      expect(await put({ type: 'AzureBlob', containerUrl: photos, credential })).toMatchObject({
        status: 400,
        json: { error: { code: 'InvalidRequest' } },
      })
  })
})

describe('a datastore that is a folder', () => {
  it.each([
    { containerUrl: `${photos}/2026/raw` },
    { containerUrl: photos, prefix: '2026/raw' },
    { containerUrl: photos, prefix: '/2026/raw/' },
    { containerUrl: `${photos}/2026/raw`, prefix: '2026/raw/' },
    { containerUrl: 'abfss://photos@contoso.dfs.core.windows.net/2026/raw' },
  ])('is one and the same as %j', async (place) => {
    const { put, opened } = createWorld()
    expect(await put({ ...datastoreRequest, ...place })).toMatchObject({
      status: 201,
      json: { containerUrl: photos, prefix: '2026/raw/' },
    })
    expect(opened).toMatchObject([{ containerUrl: photos, prefix: '2026/raw/' }])
  })

  it('takes the plain name in prefix: a % is a %', async () => {
    const { put } = createWorld()
    const made = await put({ ...datastoreRequest, prefix: '100%25/a b' })
    expect(made.json['prefix']).toBe('100%25/a b/')
  })

  it.each([
    { prefix: '../other' },
    { prefix: 'a/./b' },
    { prefix: 'a\u0000b' },
    { prefix: 'x'.repeat(1024) },
    { containerUrl: `${photos}/2026`, prefix: '2027' },
    { containerUrl: `${photos}/2026`, prefix: '' },
  ])('is refused for %j', async (place) => {
    const { put, opened } = createWorld()
    expect(await put({ ...datastoreRequest, ...place })).toMatchObject({
      status: 400,
      json: { error: { code: 'InvalidRequest' } },
    })
    expect(opened).toEqual([])
  })

  it('stays that folder while a dataset uses it, and its change is in the audit', async () => {
    const { put, admin, stored } = createWorld()
    const made = await put({ ...datastoreRequest, prefix: 'a' })
    const moved = await put({ ...datastoreRequest, prefix: 'b' }, String(made.headers['etag']))
    expect(moved).toMatchObject({ status: 200, json: { prefix: 'b/' } })
    expect(await stored()).toContain('{"name":"prefix","from":"a/","to":"b/"}')
    await admin('PUT', '/datasets/cats', datasetRequest)
    const etag = String(moved.headers['etag'])
    for (const place of [{}, { prefix: 'a' }, { prefix: 'b/c' }])
      expect(await put({ ...datastoreRequest, ...place }, etag)).toMatchObject({
        status: 409,
        json: { error: { code: 'DatastoreInUse' } },
      })
    expect(await put({ ...sasRequest, prefix: 'b' }, etag)).toMatchObject({ status: 200 })
  })

  it('becomes the whole container again without prefix', async () => {
    const { put, admin, stored } = createWorld()
    const made = await put({ ...datastoreRequest, prefix: 'a' })
    expect(await put(datastoreRequest, String(made.headers['etag']))).toMatchObject({ status: 200 })
    expect((await admin('GET', '/datastores/photos')).json).not.toHaveProperty('prefix')
    expect(await stored()).toContain('{"name":"prefix","from":"a/"}')
  })
})
