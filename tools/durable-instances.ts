import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const client = z.object({ rpcBaseUrl: z.string() })
const instances = z.array(
  z.object({
    instanceId: z.string(),
    name: z.string(),
    runtimeStatus: z.string(),
    createdTime: z.string(),
    output: z.unknown(),
  }),
)

/** An orchestration, as the Durable extension shows it. */
export type Instance = z.output<typeof instances>[number]

const listPageSize = 100
const continuation = 'x-ms-continuation-token'

/** All instances of a task hub, as the extension lists them. @param clientFile Its `CLIENT_FILE` */
export const listInstances = async (clientFile: string): Promise<readonly Instance[]> => {
  const { rpcBaseUrl } = client.parse(JSON.parse(await readFile(clientFile, 'utf8')))
  const found: Instance[] = []
  let token: string | undefined
  do {
    const response = await fetch(`${rpcBaseUrl}instances/?top=${listPageSize}`, {
      headers: token === undefined ? {} : { [continuation]: token },
    })
    if (!response.ok) throw new Error(`The extension answered ${response.status} to the list of instances`)
    found.push(...instances.parse(await response.json()))
    token = response.headers.get(continuation) ?? undefined
  } while (token !== undefined && token !== '')
  return found
}
