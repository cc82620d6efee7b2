import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const defaultPrefix = { routePrefix: 'api' }

const hostJson = z.object({
  version: z.literal('2.0'),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default(defaultPrefix.routePrefix) }).default(defaultPrefix),
    })
    .default({ http: defaultPrefix }),
})

/** The first part of every route, from host.json. Its other members are for Azure only. */
export const readRoutePrefix = async (appDirectory: string): Promise<string> => {
  const text = await readFile(join(appDirectory, 'host.json'), 'utf8')
  return hostJson.parse(JSON.parse(text)).extensions.http.routePrefix
}

/** Replaces each `%NAME%` by the setting of that name. @throws Error for a setting that does not exist */
export const expandSettings = (
  text: string,
  settings: Readonly<Record<string, string | undefined>>,
): string =>
  text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = settings[name]
    if (value === undefined) throw new Error(`Set the app setting "${name}": %${name}% stands for it.`)
    return value
  })
