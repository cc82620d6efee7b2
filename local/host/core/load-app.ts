import { readFile } from 'node:fs/promises'
import { globSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { errorMessage } from '../log.ts'
import { type RegisteredFunction, registry } from './functions-core.ts'
import type { HookCallback, HookName, ProgrammingModel } from './rpc.ts'

/** The major version of `@azure/functions` whose contract this host implements. */
const MODEL_MAJOR = '4'

export interface App {
  functions: ReadonlyMap<string, RegisteredFunction>
  hooks: Readonly<Record<HookName, readonly HookCallback[]>>
  model: ProgrammingModel
}

const loaded = new Map<string, Promise<App>>()

/**
 * Loads the app of a folder through its unmodified packages. Modules load once per process, so a second call for the
 * same folder answers the first one's registrations, and a second folder is refused.
 */
export async function loadApp(directory: string, log: Log): Promise<App> {
  const root = resolve(directory)
  registry.sink = log
  const known = loaded.get(root)
  if (known !== undefined) return known
  if (loaded.size > 0) throw new Error('One process hosts one app: start a second process for another app.')
  const app = load(root)
  loaded.set(root, app)
  return app
}

const packageJson = z.object({ main: z.string().min(1) })

async function load(root: string): Promise<App> {
  const core = new URL('./functions-core.ts', import.meta.url).href
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@azure/functions-core'
        ? { url: core, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  })
  const manifest = packageJson.safeParse(JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8')))
  if (!manifest.success) throw new Error(`${root}: package.json has no "main", so there is no app to load.`)
  const files = globSync(manifest.data.main, { cwd: root }).toSorted()
  if (files.length === 0)
    throw new Error(`${root}: no file matches "main" (${manifest.data.main}). Was it built?`)
  for (const file of files) await import(pathToFileURL(resolve(root, file)).href)
  const { model, functions, hooks } = registry
  if (model === undefined || functions.size === 0) {
    throw new Error(`${root}: the app registered no functions through this copy of @azure/functions.`)
  }
  if (model.version.split('.')[0] !== MODEL_MAJOR) {
    throw new Error(
      `@azure/functions ${model.version} is not supported: this host speaks major version ${MODEL_MAJOR}.`,
    )
  }
  await startHooks(root)
  registry.open = false
  return { functions, hooks, model }
}

export const appHookData: Record<string, unknown> = {}

async function startHooks(root: string): Promise<void> {
  const context = { hookData: {}, appHookData, functionAppDirectory: root }
  for (const hook of registry.hooks.appStart) await hook(context)
}

/** Runs the app's own cleanup; a failing hook is logged and the next one still runs. */
export async function terminateApp(app: App, log: Log): Promise<void> {
  for (const hook of app.hooks.appTerminate) {
    try {
      await hook({ hookData: {}, appHookData })
    } catch (error) {
      log('error', 'Host.Hooks', `An appTerminate hook failed: ${errorMessage(error)}`, error)
    }
  }
}
