import { describe, expect, it } from '@jest/globals'
import { createBlobSources } from '../../../../src/adapters/blob/create-blob-sources.ts'
import { createHttpSecrets } from '../../../support/http-fakes.ts'
import { createHttpWorkspace, datastoreRequest } from '../../../support/http-workspace.ts'

const account = 'contoso.blob.core.windows.net'

/** The real adapter; whatever would be connected to is asked for here, and stays unknown. */
const createWorld = () => {
  const tried: string[] = []
  const blobs = createBlobSources({
    identity: {
      getToken: async () => {
        tried.push('the token of the identity')
        throw new Error('There is no identity')
      },
    },
    secrets: createHttpSecrets(),
    now: () => 0,
    resolve: async (hostname) => {
      tried.push(hostname)
      return [{ address: '169.254.169.254', family: 4 }]
    },
  })
  const workspace = createHttpWorkspace([], { blobs })
  const put = (body: object) => workspace.admin('PUT', '/datastores/photos', body)
  const putUrl = (containerUrl: unknown, credential: object = { type: 'Anonymous' }) =>
    put({ type: 'AzureBlob', containerUrl, credential })
  return { ...workspace, put, putUrl, tried }
}

const hostile: Readonly<Record<string, readonly unknown[]>> = {
  'another scheme': [
    'file:///etc/passwd',
    `file://${account}/photos`,
    `gopher://${account}/photos`,
    `gopher://127.0.0.1:6379/_FLUSHALL`,
    `ftp://${account}/photos`,
    `ws://${account}/photos`,
    `http://${account}/photos`,
    `http://127.0.0.1:10000/devstoreaccount1/photos`,
    `jar:https://${account}/photos`,
    `blob:https://${account}/photos`,
    `data:text/plain,photos`,
    `javascript:alert(1)`,
    `//${account}/photos`,
    `${account}/photos`,
  ],
  'an IP literal': [
    'https://127.0.0.1/photos',
    'https://169.254.169.254/photos',
    'https://168.63.129.16/photos',
    'https://2130706433/photos',
    'https://0x7f000001/photos',
    'https://0x7f.0.0.1/photos',
    'https://0177.0.0.1/photos',
    'https://017700000001/photos',
    'https://127.1/photos',
    'https://0/photos',
    'https://①②⑦.⓪.⓪.①/photos',
    'https://[::1]/photos',
    'https://[::]/photos',
    'https://[::ffff:127.0.0.1]/photos',
    'https://[::ffff:7f00:1]/photos',
    'https://[64:ff9b::7f00:1]/photos',
    'https://[fe80::1%25eth0]/photos',
    'https://[fd00:ec2::254]/photos',
    'https://localhost/photos',
    'https://metadata.google.internal/photos',
  ],
  'a user, a query or a fragment': [
    `https://user@${account}/photos`,
    `https://user:password@${account}/photos`,
    `https://@${account}/photos`,
    `https://:@${account}/photos`,
    `https://${account}@127.0.0.1/photos`,
    `https://${account}:443@evil.com/photos`,
    `https://evil.com#@${account}/photos`,
    `https://evil.com?@${account}/photos`,
    `https://evil.com#.${account}/photos`,
    `https://evil.com?.${account}/photos`,
    `https://${account}/photos#`,
    `https://${account}/photos#x`,
    `https://${account}/photos?snapshot=2026-01-01T00:00:00Z`,
    `https://evil.com/photos?sv=2024-11-04&sig=abc`,
    `https://${account}/photos/1.png?sv=2024-11-04&sr=b&sig=abc`,
  ],
  'a host that only looks right': [
    `https://${account}.evil.com/photos`,
    'https://blob.core.windows.net.evil.com/photos',
    'https://evilblob.core.windows.net/photos',
    'https://contoso.blob.core.windows.net-evil.com/photos',
    'https://evil.com/contoso.blob.core.windows.net/photos',
    'https://evil.com/.blob.core.windows.net',
    'https://blob.core.windows.net/photos',
    'https://.blob.core.windows.net/photos',
    'https://contoso..blob.core.windows.net/photos',
    'https://-contoso.blob.core.windows.net/photos',
    'https://con_toso.blob.core.windows.net/photos',
    'https://*.blob.core.windows.net/photos',
    `https://${account}./photos`,
    `https://${account}../photos`,
    'https://contoso.file.core.windows.net/photos',
    'https://contoso.blob.core.windows.com/photos',
    'https://cоntoso.blob.core.windows.net/photos',
    'https://contoso.blob。core.windows.net/photos',
    'https://contoso.blob.core.windows．net/photos',
    'https://contoso｡blob.core.windows.net/photos',
    'https://evil.com／.blob.core.windows.net/photos',
    'https://evil.com℀.blob.core.windows.net/photos',
    'https://contoso\u00ad.blob.core.windows.net/photos',
  ],
  'an escape': [
    'https://contoso%2eblob.core.windows.net/photos',
    'https://%63ontoso.blob.core.windows.net/photos',
    'https://evil.com%2f.blob.core.windows.net/photos',
    'https://evil.com%23.blob.core.windows.net/photos',
    'https://evil.com%00.blob.core.windows.net/photos',
    `https://${account}%40evil.com/photos`,
    `https:\\\\${account}\\photos`,
    `https:/\\${account}/photos`,
    `https://evil.com\\@${account}/photos`,
    `https://evil.com\\.${account}/photos`,
    `https://${account}\\photos`,
    `https://${account}/photos\r\nX-Injected: 1`,
    `https://con\ttoso.blob.core.windows.net/photos`,
    `https://${account}/pho\ntos`,
    `https://${account}/photos\u0000`,
  ],
  'a port': [
    `https://${account}:22/photos`,
    `https://${account}:80/photos`,
    `https://${account}:8443/photos`,
    `https://${account}:0/photos`,
    `https://${account}:99999/photos`,
    `https://${account}:x/photos`,
  ],
  'another path': [
    `https://${account}`,
    `https://${account}/`,
    `https://${account}//photos`,
    `https://${account}/photos/../../evil`,
    `https://${account}/photos/%2e%2e/evil`,
    `https://${account}/photos/a/%2E`,
    `abfss://photos@evil.com/2026`,
    `abfss://photos@${account}@evil.com/2026`,
    `wasbs://photos@127.0.0.1/2026`,
    `abfss://../@${account}/photos`,
    `https://${account}/photos%2f..%2fevil`,
    `https://${account}/PHOTOS`,
    `https://${account}/..`,
  ],
  'a container of the service': [
    'https://workspace.blob.core.windows.net/exports',
    'https://workspace-secondary.blob.core.windows.net/exports/2026',
    'abfss://azure-webjobs-secrets@workspace.dfs.core.windows.net/',
    'https://hostaccount.blob.core.windows.net/photos',
  ],
  'a connection string': [
    `BlobEndpoint=https://127.0.0.1;SharedAccessSignature=sv=2024-11-04&sig=abc`,
    `DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:10000/a;`,
    'UseDevelopmentStorage=true',
    `https://${account}/photos;BlobEndpoint=https://evil.com`,
  ],
  'no text': [null, 1, true, '', ['https://evil.com'], { href: `https://${account}/photos` }],
}

describe('a datastore is not made, and nothing is connected to, with', () => {
  it.each(Object.entries(hostile))('%s', async (_, urls) => {
    const { putUrl, tried, store } = createWorld()
    const credentials = [
      { type: 'Anonymous' },
      { type: 'ManagedIdentity' },
      { type: 'Sas', token: 'sv=1&sig=x' },
    ]
    for (const url of urls)
      for (const credential of credentials) {
        const { status, json } = await putUrl(url, credential)
        expect([url, status, json.error.code]).toEqual([url, 400, 'InvalidRequest'])
      }
    expect(tried).toEqual([])
    expect((await store.read('workspace', 'datastore', 'photos'))?.document).toBeUndefined()
  })

  it.each([
    'BlobEndpoint=https://127.0.0.1;SharedAccessSignature=sv=2024-11-04&sig=abc',
    'BlobEndpoint=http://127.0.0.1:10000/a;SharedAccessSignature=sv=2024-11-04&sig=abc',
    'https://evil.com/photos?sv=2024-11-04&sig=abc',
    'sv=2024-11-04&sig=abc#@evil.com',
    'sv=2024-11-04&sig=abc\r\nHost: evil.com',
    'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5',
  ])('a SAS token that is %j', async (token) => {
    const { putUrl, tried } = createWorld()
    expect(await putUrl(`https://${account}/photos`, { type: 'Sas', token })).toMatchObject({
      status: 400,
      json: { error: { code: 'InvalidRequest' } },
    })
    expect(tried).toEqual([])
  })

  it.each([
    { connectionString: 'BlobEndpoint=https://127.0.0.1' },
    { endpoint: 'https://127.0.0.1' },
    { endpointUrl: 'https://127.0.0.1' },
    { serviceUrl: 'https://127.0.0.1' },
    { proxy: 'http://127.0.0.1:3128' },
    { headers: { host: '127.0.0.1' } },
  ])('a setting of its own: %j', async (more) => {
    const { put, tried } = createWorld()
    expect(await put({ ...datastoreRequest, ...more })).toMatchObject({ status: 400 })
    expect(await put({ ...datastoreRequest, credential: { type: 'Anonymous', ...more } })).toMatchObject({
      status: 400,
    })
    expect(tried).toEqual([])
  })
})

it('a good URL whose name leads inside is looked up once, and tells the administrator what to set', async () => {
  const { putUrl, tried } = createWorld()
  const { status, json, text } = await putUrl(`https://${account}/photos`)
  expect([status, json.error.code]).toEqual([422, 'DatastoreUnreachable'])
  expect(text).toContain('ALLOWED_BLOB_NETWORKS')
  expect(text).not.toContain('169.254')
  expect(tried).toEqual([account])
})
