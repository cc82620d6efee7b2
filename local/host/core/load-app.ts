import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { errorMessage } from '../log.ts'
import type { Log } from '../log.ts'
import { registry } from './functions-core.ts'
import type { RegisteredFunction } from './functions-core.ts'
import type { ProgrammingModel } from './rpc.ts'
import { UnsupportedAppError } from './validate.ts'

/** The major version of `@azure/functions` whose contract this host implements. */
const modelMajor = '4'

export interface App {
  readonly functions: ReadonlyMap<string, RegisteredFunction>
  readonly model: ProgrammingModel
  /** Runs the app's `appTerminate` hooks; one that fails is logged and the next one still runs. */
  readonly terminate: () => Promise<void>
}

const packageJson = z.object({ main: z.string().min(1) })

const entryFiles = async (root: string): Promise<readonly string[]> => {
  const manifest = packageJson.safeParse(JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8')))
  if (!manifest.success) throw new Error(`${root}: name the app's entry point in "main" of package.json.`)
  const { main } = manifest.data
  const files = globSync(main, { cwd: root }).toSorted()
  if (files.length === 0) throw new Error(`${root}: no file matches "main" (${main}): build the app first.`)
  return files.map((file) => pathToFileURL(resolve(root, file)).href)
}

const resolveCore = (): void => {
  const core = new URL('./functions-core.ts', import.meta.url).href
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@azure/functions-core'
        ? { url: core, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  })
}

const loadedModel = (root: string): ProgrammingModel => {
  const { model, functions } = registry
  if (model === undefined || functions.size === 0)
    throw new Error(
      `${root}: the app registered no functions with this copy of @azure/functions: look at \`npm ls @azure/functions\`.`,
    )
  if (model.version.split('.')[0] !== modelMajor)
    throw new Error(
      `@azure/functions ${model.version} is not supported: install version ${modelMajor} in the app.`,
    )
  return model
}

/** The library sets up its streams here, and takes no further options. */
const refuseStreams = async (model: ProgrammingModel): Promise<void> => {
  if ('HttpUri' in (await model.getCapabilities({})))
    throw new UnsupportedAppError(
      'HTTP streams are not supported: remove enableHttpStream from app.setup. On Azure a request that the library does not take ends the worker.',
    )
}

const terminate = async (log: Log): Promise<void> => {
  for (const hook of registry.onTerminate) {
    try {
      await hook({ hookData: {}, appHookData: {} })
    } catch (error) {
      log('error', 'Host.Hooks', `An appTerminate hook failed: ${errorMessage(error)}`, error)
    }
  }
}

/** Loads the app of a folder through its unmodified packages. Modules load once, so a process hosts one app, once. */
export const loadApp = async (directory: string, log: Log): Promise<App> => {
  if (!registry.open) throw new Error('A process hosts one app, once: start a new process.')
  registry.sink = log
  const root = resolve(directory)
  const files = await entryFiles(root)
  resolveCore()
  for (const file of files) await import(file)
  const model = loadedModel(root)
  registry.open = false
  await refuseStreams(model)
  return { functions: registry.functions, model, terminate: () => terminate(log) }
}
