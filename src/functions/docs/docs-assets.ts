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

/** Of the guide only: Swagger UI has its own. */
const guideStyle = `
.guide { max-width: 60rem; margin: 1rem auto; padding: 0 20px; font: 15px/1.5 sans-serif; color: #3b4151; }
.guide summary { cursor: pointer; font-size: 1.2rem; font-weight: bold; }
.guide code, .guide pre { font-family: monospace; background: #f3f4f6; }
.guide pre { padding: 0.75rem; overflow-x: auto; }
.guide li { margin: 0.25rem 0; }
`.trimStart()

const javascript = 'text/javascript; charset=utf-8'

/** The served files. Any other name is 404, without a look at the disk. */
const assetTypes = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': javascript,
  'favicon-32x32.png': 'image/png',
  'guide.css': 'text/css; charset=utf-8',
  'initializer.js': javascript,
} as const

export const assetNames = Object.keys(assetTypes)
type AssetName = keyof typeof assetTypes

export interface Asset {
  readonly content: Uint8Array
  readonly type: string
  readonly etag: string
}

/** The files that are not Swagger UI's. */
const ownAssets: Partial<Record<AssetName, string>> = {
  'initializer.js': initializer,
  'guide.css': guideStyle,
}

const isAsset = (name: string): name is AssetName => assetNames.includes(name)

const load = async (name: AssetName): Promise<Asset> => {
  const own = ownAssets[name]
  const content = own === undefined ? await readFile(join(swaggerUiFolder(), name)) : Buffer.from(own)
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
