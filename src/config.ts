import { z } from 'zod'
import { isLoopback } from './config/loopback.ts'
import { networks } from './config/networks.ts'
import { problemOfSecrets, secretsOf, vaultUrl } from './config/secrets.ts'
import { splitList } from './config/split-list.ts'
import { problemOfStore, storeOf } from './config/store.ts'
import { timingOf, timingSettings } from './config/timing.ts'

type Environment = Readonly<Record<string, string | undefined>>

const url = z.url({ protocol: /^https?$/ })
const httpsUnlessLocal = url.refine(
  (text) => text.startsWith('https:') || isLoopback(text),
  'must begin with https:// (http:// only on this machine)',
)

const hostSuffixes = z
  .string()
  .default('.blob.core.windows.net')
  .transform((text) => splitList(text.toLowerCase()))
  .pipe(
    z
      .array(
        z
          .string()
          .regex(
            /^(?:\.[a-z0-9-]+){2,}$/,
            'must be ends of host names that begin with a dot, such as .blob.core.windows.net',
          ),
      )
      .min(1),
  )

const origin =
  /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?$|^http:\/\/(?:localhost|127\.0\.0\.1)(?::(?:\d{1,5}|\*))?$/
const origins = z
  .string()
  .default('')
  .transform(splitList)
  .pipe(
    z.array(
      z
        .string()
        .regex(
          origin,
          'must be origins such as https://labels.example.org, or http://localhost:* for this machine',
        ),
    ),
  )

const clients = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(z.string().regex(/^[\w.-]+$/, 'must be client ids, separated by commas')))

const positive = (most: number) => z.coerce.number().int().min(1).max(most)

const environmentSchema = z
  .object({
    STORE: z.enum(['sqlite', 'cosmos']).default('sqlite'),
    SQLITE_FILE: z.string().optional(),
    COSMOS_ENDPOINT: httpsUnlessLocal.optional(),
    COSMOS_KEY: z.base64().optional(),
    COSMOS_DATABASE: z
      .string()
      .regex(/^[^/\\?#]{1,255}$/, 'must be the name of a database: no / \\ ? #')
      .default('etiquette'),
    BLOB_SERVICE_URL: httpsUnlessLocal.transform((text) => text.replace(/(?<!\/)\/+$/, '')),
    BLOB_ACCOUNT_KEY: z.base64().optional(),
    EXPORT_CONTAINER: z
      .string()
      .regex(
        /^[a-z0-9](?:-?[a-z0-9]){2,62}$/,
        'must be a container name: 3 to 63 lower-case letters, digits and single dashes',
      )
      .default('exports'),
    ALLOWED_BLOB_HOSTS: hostSuffixes,
    ALLOWED_BLOB_NETWORKS: networks,
    SECRETS_KEY_FILE: z.string().optional(),
    KEY_VAULT_URL: vaultUrl.optional(),
    AUTH_ISSUER: z.string(),
    AUTH_AUDIENCE: z.string(),
    AUTH_JWKS_URL: httpsUnlessLocal,
    AUTH_TENANT: z.string(),
    AUTH_CLIENTS: clients.optional(),
    CORS_ORIGINS: origins,
    RATE_LIMIT_PER_SECOND: positive(1000).default(50),
    RATE_LIMIT_BURST: positive(100_000).default(200),
    /** The host puts it into the timer by itself, and does not start without it. */
    REFRESH_SCHEDULE: z.string(),
    ...timingSettings,
    APPLICATIONINSIGHTS_CONNECTION_STRING: z
      .string()
      .regex(/^InstrumentationKey=/i, 'must begin with InstrumentationKey=')
      .optional(),
    LOG_LEVEL: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['trace', 'debug', 'information', 'warning', 'error', 'critical']))
      .default('information'),
  })
  .superRefine((settings, context) => {
    const { BLOB_SERVICE_URL, BLOB_ACCOUNT_KEY } = settings
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message })
    if (BLOB_ACCOUNT_KEY !== undefined && !isLoopback(BLOB_SERVICE_URL))
      refuse(
        'BLOB_ACCOUNT_KEY',
        'is for the storage emulator on this machine only; in Azure give the managed identity access instead',
      )
    for (const problem of [problemOfStore(settings), problemOfSecrets(settings)])
      if (problem !== undefined) refuse(...problem)
  })

/** The host's levels, as far as the service tells them apart. */
const logLevels = {
  trace: 'Debug',
  debug: 'Debug',
  information: 'Information',
  warning: 'Warning',
  error: 'Error',
  critical: 'Error',
} as const

export type Config = ReturnType<typeof readConfig>

/** A variable that is set to nothing counts as not set. */
const setVariables = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))

const explain = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `  ${path.map(String).join('.')}: ${message}`).join('\n')

/** The settings of the service. @throws Error that names each setting that is missing or wrong; never its value. */
export const readConfig = (environment: Environment) => {
  const parsed = environmentSchema.safeParse(setVariables(environment))
  if (!parsed.success) throw new Error(`The settings are not complete:\n${explain(parsed.error)}`)
  const { data } = parsed
  const accountKey = data.BLOB_ACCOUNT_KEY
  return {
    store: storeOf(data),
    blobServiceUrl: data.BLOB_SERVICE_URL,
    exportContainer: data.EXPORT_CONTAINER,
    /** Set exactly where the workspace's storage is the emulator on this machine. */
    emulator:
      accountKey === undefined
        ? undefined
        : {
            accountUrl: data.BLOB_SERVICE_URL,
            accountName: new URL(data.BLOB_SERVICE_URL).pathname.split('/').at(-1) ?? '',
            accountKey,
          },
    allowedBlobHosts: data.ALLOWED_BLOB_HOSTS,
    /** CIDR: where datastores may have addresses that are not public. */
    allowedBlobNetworks: data.ALLOWED_BLOB_NETWORKS,
    corsOrigins: data.CORS_ORIGINS,
    /** Of one caller, in each instance. */
    rateLimit: { perSecond: data.RATE_LIMIT_PER_SECOND, burst: data.RATE_LIMIT_BURST },
    secrets: secretsOf(data),
    auth: {
      issuer: data.AUTH_ISSUER,
      audience: data.AUTH_AUDIENCE,
      jwksUrl: data.AUTH_JWKS_URL,
      tenant: data.AUTH_TENANT,
      /** Undefined: any client of the tenant. */
      clients: data.AUTH_CLIENTS,
    },
    /** Where telemetry goes; undefined: nowhere, and nothing is measured. */
    insights: data.APPLICATIONINSIGHTS_CONNECTION_STRING,
    logLevel: logLevels[data.LOG_LEVEL],
    timing: timingOf(data),
  }
}
