import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { z } from 'zod'

// Makes what is deployed: the service and all that it needs in a few files, with nothing left to install. It runs on Linux x64, as Azure
// does, whatever machine makes it.

const repository = resolve(import.meta.dirname, '..')
const out = resolve(process.argv[2] ?? join(repository, 'package'))
const code = join(out, 'dist')
const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const swaggerUiFiles = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png', 'LICENSE', 'NOTICE']

const ownSwaggerUi: Plugin = {
  name: 'own-swagger-ui',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]swagger-ui-folder\.ts$/ }, () => ({
      contents: `export const swaggerUiFolder = () => import.meta.dirname + '/swagger-ui'`,
    }))
  },
}

/** The built web app; tests pass a small one. */
const webApp = resolve(process.argv[3] ?? join(repository, 'dist/web'))
const ownWebApp: Plugin = {
  name: 'own-web-app',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]app[\\/]web-folder\.ts$/ }, () => ({
      contents: `export const webFolder = () => import.meta.dirname + '/web'`,
    }))
  },
}

/** Packages that are not written as ES modules ask for Node's own modules in this way. */
const banner = `import { createRequire as createRequireHere } from 'node:module'
const require = createRequireHere(import.meta.url)`

const bundle = () =>
  build({
    absWorkingDir: repository,
    entryPoints: ['src/index.ts'],
    outdir: code,
    bundle: true,
    platform: 'node',
    // The older of the two that Flex Consumption offers.
    target: 'node22',
    format: 'esm',
    // What is imported only where it is used stays apart, and is not read before.
    splitting: true,
    // Names stay as they are, for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    banner: { js: banner },
    // The Functions worker itself answers for the first name; the second has programs of its platform beside it.
    external: ['@azure/functions-core', 'sharp'],
    plugins: [ownSwaggerUi, ownWebApp],
    logLevel: 'warning',
  })

const described = z.object({ name: z.string(), version: z.string(), license: z.string() })

/** The packages of `sharp` on the platform of the deployment, with what they need. */
const nativePackages = ['sharp', '@img/sharp-linux-x64', '@img/sharp-libvips-linux-x64']
const withDependencies = z.object({ dependencies: z.record(z.string(), z.string()).default({}) })

/** Of a package and of all that it needs. @throws Error if the package of the platform is not installed */
const findPackages = async (
  names: readonly string[],
  found: Set<string> = new Set(),
): Promise<Set<string>> => {
  for (const name of names) {
    if (found.has(name)) continue
    const manifest = await readFile(join(repository, 'node_modules', name, 'package.json'), 'utf8').catch(
      () => {
        throw new Error(
          `${name} is not installed, and the deployment runs on it: npm ci --os=linux --cpu=x64 --libc=glibc, then npm run package, then npm ci`,
        )
      },
    )
    found.add(name)
    await findPackages(Object.keys(withDependencies.parse(JSON.parse(manifest)).dependencies), found)
  }
  return found
}

const copyNativePackages = async (): Promise<void> => {
  for (const name of await findPackages(nativePackages)) {
    // Sources and documentation stay behind; licenses do not.
    const isNeeded = (path: string): boolean => !/[\\/](?:src|install|docs)$|\.(?:d\.[cm]?ts|map)$/.test(path)
    await cp(join(repository, 'node_modules', name), join(out, 'node_modules', name), {
      recursive: true,
      dereference: true,
      filter: isNeeded,
    })
  }
}

const writeManifest = async (): Promise<void> => {
  const { name, version, license } = described.parse(
    JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')),
  )
  const manifest = {
    name,
    version,
    license,
    private: true,
    type: 'module',
    main: 'dist/index.js',
    engines: { node: '>=22' },
  }
  await writeFile(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

const sizeOf = async (folder: string): Promise<{ readonly files: number; readonly bytes: number }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  )
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** The web app as it was built, without what the build keeps for itself. @returns Whether there is one */
const copyWebApp = async (): Promise<boolean> => {
  if (!existsSync(join(webApp, 'files.json'))) return false
  const filter = (path: string): boolean => !basename(path).startsWith('.') && !path.endsWith('.map')
  await cp(webApp, join(code, 'web'), { recursive: true, filter })
  return true
}

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`

await rm(out, { recursive: true, force: true })
await mkdir(join(code, 'swagger-ui'), { recursive: true })
await bundle()
const hasWebApp = await copyWebApp()
await Promise.all([
  writeManifest(),
  copyNativePackages(),
  cp(join(repository, 'host.json'), join(out, 'host.json')),
  cp(join(repository, 'LICENSE'), join(out, 'LICENSE')),
  ...swaggerUiFiles.map((name) => cp(join(swaggerUi, name), join(code, 'swagger-ui', name))),
])
const whole = await sizeOf(out)
const page = await sizeOf(join(code, 'swagger-ui'))
const app = hasWebApp
  ? `${mb((await sizeOf(join(code, 'web'))).bytes)} the web app`
  : 'no web app: dist/web is missing'
console.log(`${out}: ${mb(whole.bytes)} in ${whole.files} files, of it ${mb(page.bytes)} Swagger UI, ${app}`)
