import { z } from 'zod'

/** Runs a program and returns what it prints. */
export type Run = (program: string, args: readonly string[]) => Promise<string>
type Environment = Readonly<Record<string, string | undefined>>

const graph = 'https://graph.microsoft.com/v1.0/applications'

const application = z.object({
  id: z.string(),
  api: z
    .object({
      oauth2PermissionScopes: z.array(z.object({ id: z.string(), value: z.string() })).default([]),
      preAuthorizedApplications: z
        .array(z.object({ appId: z.string(), delegatedPermissionIds: z.array(z.string()) }))
        .default([]),
    })
    .prefault({}),
  spa: z.object({ redirectUris: z.array(z.string()).default([]) }).prefault({}),
})

const read = async (run: Run, appId: string) => {
  const url = `${graph}(appId='${appId}')`
  return application.parse(JSON.parse(await run('az', ['rest', '--method', 'GET', '--url', url])))
}

const patch = (run: Run, id: string, body: object): Promise<string> =>
  run('az', ['rest', '--method', 'PATCH', '--url', `${graph}/${id}`, '--body', JSON.stringify(body)])

/**
 * Before the provision: makes the application of the web app, lets it ask for tokens of the API without a question to each person,
 * and keeps its id for the template. Does nothing if there is an id already.
 * @returns What was done, for people
 */
export const registerWebApp = async (run: Run, environment: Environment): Promise<string> => {
  const { AZURE_ENV_NAME: name, ETIQUETTE_AUTH_CLIENT_ID: api, ETIQUETTE_WEB_CLIENT_ID: known } = environment
  if (known) return `The web app is the application ${known}.`
  if (!api || !name) return 'The web app is not registered: set ETIQUETTE_AUTH_CLIENT_ID first.'
  const { id, api: exposed } = await read(run, api)
  const scope = exposed.oauth2PermissionScopes.find(({ value }) => value === 'access')
  if (!scope) return `The web app is not registered: the application ${api} has no scope "access".`
  const created = await run('az', [
    'ad',
    'app',
    'create',
    '--display-name',
    `etiquette-web-${name}`,
    '--sign-in-audience',
    'AzureADMyOrg',
    '--query',
    'appId',
    '--output',
    'tsv',
  ])
  const web = created.trim()
  const { id: webId } = await read(run, web)
  await patch(run, webId, {
    requiredResourceAccess: [{ resourceAppId: api, resourceAccess: [{ id: scope.id, type: 'Scope' }] }],
  })
  const others = exposed.preAuthorizedApplications.filter(({ appId }) => appId !== web)
  const preAuthorizedApplications = [...others, { appId: web, delegatedPermissionIds: [scope.id] }]
  await patch(run, id, { api: { preAuthorizedApplications } })
  await run('azd', ['env', 'set', 'ETIQUETTE_WEB_CLIENT_ID', web])
  return `The web app is the application ${web}.`
}

/** After the provision: people are led back to the address of the service, which is known only now. */
export const setAddress = async (run: Run, environment: Environment): Promise<string> => {
  const { ETIQUETTE_WEB_CLIENT_ID: web, SERVICE_API_URI: own, ETIQUETTE_PUBLIC_URL: chosen } = environment
  const address = chosen || own
  if (!web || !address) return 'Nobody can sign in to the web app: it is not registered.'
  const { id, spa } = await read(run, web)
  const wanted = ['signed-in', 'signed-out'].map((page) => new URL(page, address).href)
  const redirectUris = [...new Set([...spa.redirectUris, ...wanted])]
  if (redirectUris.length > spa.redirectUris.length) await patch(run, id, { spa: { redirectUris } })
  return `People sign in to the web app at ${new URL(address).origin}.`
}
