import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { dataDirOf } from '../local/platform/environment.ts'
import { mintToken } from '../local/platform/issuer.ts'
import { createClient, operation, waitForOperation, type Client } from './client.ts'
import { checkDataFolder } from './local-storage.ts'
import { describeReport, recountReport } from './recount-report.ts'

const usage = `npm run --silent recount -- PROJECT [--write] [--url URL] [--token TOKEN]

Counts the items of a project anew, while it is labeled, and shows the counters that differ.

  --write   also correct them
  --url     the service, such as https://name.azurewebsites.net; without it the one that
            runs on this machine (DATA_DIR, default .data)
  --token   a bearer token of an administrator of the project; needed with --url

Exit status: 0 the counters equal the items, or do so now; 1 some do not, or items changed
each time that they were counted; 2 wrong use, or it could not be done.`

const endpoints = z.object({ serviceUrl: z.string() })
const accepted = z.object({ id: z.string() })
const recounted = operation.extend({ recount: recountReport })
const pollEvery = 250

interface Options {
  readonly project: string
  readonly write: boolean
  readonly url?: string | undefined
  readonly token?: string | undefined
}

/** Undefined: only the usage is asked for. @throws Error that says what is wrong */
const readOptions = (): Options | undefined => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      write: { type: 'boolean', default: false },
      url: { type: 'string' },
      token: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const { help, url, token, ...rest } = values
  if (help) return undefined
  const [project, ...others] = positionals
  if (!project || others.length > 0) throw new Error('Give the name of one project.')
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new Error(`'${url}' is not an http or https URL.`)
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw new Error('The token has characters that no token has: copy it again.')
  if (url !== undefined && token === undefined) throw new Error('--url needs a --token of that service.')
  return { ...rest, project, url, token }
}

const findLocalUrl = async (dataDir: string): Promise<string> => {
  // The token goes to the address in this folder.
  checkDataFolder(dataDir)
  try {
    const found: unknown = JSON.parse(await readFile(join(dataDir, 'endpoints.json'), 'utf8'))
    return endpoints.parse(found).serviceUrl
  } catch (cause) {
    throw new Error(
      `No service runs on the data folder '${dataDir}': start it with npm start, or give --url and --token`,
      { cause },
    )
  }
}

const follow = async (client: Client, project: string, write: boolean) => {
  const path = `/projects/${encodeURIComponent(project)}/recount?repair=${write}`
  const location = `/operations/${(await client.post(path, accepted)).id}`
  await waitForOperation(client, location, undefined, pollEvery)
  return client.get(location, recounted)
}

/** @returns Whether the counters are known to equal the items now. */
const recount = async ({ project, write, ...given }: Options): Promise<boolean> => {
  const dataDir = dataDirOf(process.env)
  const url = given.url ?? (await findLocalUrl(dataDir))
  const token = given.token ?? (await mintToken(dataDir, 'recount', ['Labeling.Admin']))
  const api = `${url.replace(/\/+$/, '').replace(/\/api$/, '')}/api`
  try {
    const { done, recount: report } = await follow(createClient(api, token), project, write)
    const { lines, sound } = describeReport(project, done, report)
    console.log(lines.join('\n'))
    return sound
  } catch (cause) {
    if (cause instanceof z.ZodError)
      throw new Error(`${url} answers, but not as Etiquette does: check the --url`, { cause })
    // What fetch throws if there is no connection.
    if (!(cause instanceof TypeError)) throw cause
    throw new Error(`The service does not answer at ${url}: see that it runs, or give its --url`, { cause })
  }
}

const fail = (error: unknown, ...more: readonly string[]): void => {
  console.error([error instanceof Error ? error.message : String(error), ...more].join('\n\n'))
  process.exitCode = 2
}

const run = async (): Promise<void> => {
  let options: Options | undefined
  try {
    options = readOptions()
  } catch (error) {
    fail(error, usage)
    return
  }
  if (!options) {
    console.log(usage)
    return
  }
  try {
    process.exitCode = (await recount(options)) ? 0 : 1
  } catch (error) {
    fail(error)
  }
}

await run()
