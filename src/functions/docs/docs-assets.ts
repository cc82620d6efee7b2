import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { swaggerUiFolder } from './swagger-ui-folder.ts'

// The page sends its requests to the origin that it was loaded from, as its policy allows no other: `localhost` and
// `127.0.0.1`, or two names of one deployment, are different origins.
const initializer = `
const { api } = document.querySelector('script[data-api]').dataset
const ownServer = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (update) => (described) => update({ ...described, servers: [{ url: api }] }),
      },
    },
  },
})
window.addEventListener('load', () => {
  SwaggerUIBundle({
    url: api + '/openapi.json',
    dom_id: '#docs',
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [ownServer],
    layout: 'BaseLayout',
    deepLinking: true,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
  })
})
`.trimStart()

const javascript = 'text/javascript; charset=utf-8'

/** The served files. Any other name is 404, without a look at the disk. */
const assetTypes = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': javascript,
  'favicon-32x32.png': 'image/png',
  'initializer.js': javascript,
} as const

export const assetNames = Object.keys(assetTypes)
type AssetName = keyof typeof assetTypes

export interface Asset {
  readonly content: Uint8Array
  readonly type: string
  readonly etag: string
}

const isAsset = (name: string): name is AssetName => assetNames.includes(name)

const load = async (name: AssetName): Promise<Asset> => {
  const content =
    name === 'initializer.js' ? Buffer.from(initializer) : await readFile(join(swaggerUiFolder(), name))
  return {
    content,
    type: assetTypes[name],
    etag: createHash('sha256').update(content).digest('base64url').slice(0, 22),
  }
}

/** Reads each asset on its first request and caches it. */
export const createDocsAssets = () => {
  const loaded = new Map<string, Asset>()
  return async (name: string): Promise<Asset | undefined> => {
    if (!isAsset(name)) return undefined
    const known = loaded.get(name)
    if (known) return known
    const asset = await load(name)
    loaded.set(name, asset)
    return asset
  }
}
