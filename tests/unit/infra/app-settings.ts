import { deploymentOf, plain, resourceOf } from './deployments.ts'

export type Settings = Readonly<Record<string, string>>

const account = (kind: string, service: string) => `https://st${kind}x.${service}.core.windows.net/`

/** What Azure puts in the place of an expression, once the resource is there. */
const known: Settings = {
  '[<id-lvb4yseam6hco>.clientId]': '11111111-1111-1111-1111-111111111111',
  "[format('ClientId={0};Authorization=AAD', <id-lvb4yseam6hco>.clientId)]":
    'ClientId=11111111-1111-1111-1111-111111111111;Authorization=AAD',
  '[<sthostlvb4yseam6hco>.primaryEndpoints.blob]': account('host', 'blob'),
  '[<sthostlvb4yseam6hco>.primaryEndpoints.queue]': account('host', 'queue'),
  '[<sthostlvb4yseam6hco>.primaryEndpoints.table]': account('host', 'table'),
  '[<stdatalvb4yseam6hco>.primaryEndpoints.blob]': account('data', 'blob'),
  '[<appi-lvb4yseam6hco>.ConnectionString]':
    'InstrumentationKey=44444444-4444-4444-4444-444444444444;IngestionEndpoint=https://westeurope.in.applicationinsights.azure.com/',
  '[<cosmos-lvb4yseam6hco>.documentEndpoint]': 'https://cosmos-x.documents.azure.com:443/',
  '[<kv-lvb4yseam6hco>.vaultUri]': 'https://kv-x.vault.azure.net/',
  "[format('https://{0}', <func-lvb4yseam6hco>.defaultHostName)]": 'https://func-x.azurewebsites.net',
}

const evaluate = (text: string): string => {
  if (!text.startsWith('[')) return plain(text)
  const value = known[text]
  if (value === undefined) throw new Error(`The test does not know ${text}`)
  return value
}

/** The app settings of a deployment, as its app reads them. */
export const appSettings = (name: string): Settings =>
  Object.fromEntries(
    [...resourceOf(deploymentOf(name), '/config/appsettings')]
      .filter(([setting]) => setting !== 'apiVersion')
      .map(([setting, text]) => [setting, evaluate(text)]),
  )
