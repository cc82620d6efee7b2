import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const hostJson = z.object({
  version: z.literal('2.0'),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default('api') }).default({ routePrefix: 'api' }),
      durableTask: z
        .object({ hubName: z.string().default('TestHubName') })
        .default({ hubName: 'TestHubName' }),
    })
    .default({ http: { routePrefix: 'api' }, durableTask: { hubName: 'TestHubName' } }),
})

export interface HostSettings {
  routePrefix: string
  hubName: string
}

/** Reads the members of host.json that matter here; the others (logging, bundles, ...) are for Azure only. */
export async function readHostJson(directory: string): Promise<HostSettings> {
  const { extensions } = hostJson.parse(JSON.parse(await readFile(join(directory, 'host.json'), 'utf8')))
  return { routePrefix: extensions.http.routePrefix, hubName: extensions.durableTask.hubName }
}

/** Replaces `%NAME%` by the setting of that name. Throws naming a setting that does not exist. */
export const expandSettings = (
  text: string,
  settings: Readonly<Record<string, string | undefined>>,
): string =>
  text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = settings[name]
    if (value === undefined) throw new Error(`The app setting "${name}" (written as %${name}%) is not set.`)
    return value
  })
