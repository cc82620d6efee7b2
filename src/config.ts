import { z } from 'zod'
import { StartError } from './domain/core/start-error.ts'
import { isLoopback } from './config/loopback.ts'
import { readHostAccounts } from './config/host-accounts.ts'
import { clients, hostSuffixes, origins } from './config/lists.ts'
import { networks } from './config/networks.ts'
import { checkPublicUrl, hostName, publicUrl, readPublicUrl } from './config/public-url.ts'
import { checkSecretSettings, readSecretSettings, vaultUrl } from './config/secrets.ts'
import { readSite, siteName, siteNames } from './config/site.ts'
import { checkStoreSettings, readStoreSettings } from './config/store.ts'
import { checkTimingSettings, readTimingSettings, timingSettings } from './config/timing.ts'
import { checkWebSettings, localIssuer, readWebSettings, webClient } from './config/web.ts'

type Environment = Readonly<Record<string, string | undefined>>

const url = z.url({ protocol: /^https?$/ })
const httpsUnlessLocal = url.refine(
  (text) => text.startsWith('https:') || isLoopback(text),
  'must start with https:// (http:// only for this machine)',
)

/** The keys of the local issuer are in the setting itself, so that no process fetches them from itself. */
const isInline = (text: string): boolean => text.startsWith('data:application/json;base64,')
const jwksUrl = z
  .string()
  .max(20_000)
  .refine(
    (text) => isInline(text) || httpsUnlessLocal.safeParse(text).success,
    'must start with https:// (http:// only for this machine)',
  )

const positive = (max: number) => z.coerce.number().int().min(1).max(max)

const containerName = z
  .string()
  .regex(
    /^[a-z0-9](?:-?[a-z0-9]){2,62}$/,
    'must be a container name: 3 to 63 lower-case letters, digits and single dashes',
  )

const environmentSchema = z
  .object({
    STORE: z.enum(['sqlite', 'cosmos']).default('sqlite'),
    SQLITE_FILE: z.string().optional(),
    COSMOS_ENDPOINT: httpsUnlessLocal.optional(),
    COSMOS_KEY: z.base64().optional(),
    COSMOS_DATABASE: z
      .string()
      .regex(/^[^/\\?#]{1,255}$/, 'must be a database name without / \\ ? #')
      .default('etiquette'),
    BLOB_SERVICE_URL: httpsUnlessLocal.transform((text) => text.replace(/(?<!\/)\/+$/, '')),
    BLOB_ACCOUNT_KEY: z.base64().optional(),
    EXPORT_CONTAINER: containerName.default('exports'),
    RENDITION_CONTAINER: containerName.default('renditions'),
    ALLOWED_BLOB_HOSTS: hostSuffixes,
    ALLOWED_BLOB_NETWORKS: networks,
    SECRETS_KEY_FILE: z.string().optional(),
    KEY_VAULT_URL: vaultUrl.optional(),
    AUTH_ISSUER: z.string(),
    AUTH_AUDIENCE: z.string(),
    AUTH_JWKS_URL: jwksUrl,
    AUTH_TENANT: z.string(),
    AUTH_CLIENTS: clients.optional(),
    /** The web app as a client of the issuer; without it nobody can sign in to the web app. */
    WEB_CLIENT_ID: webClient.optional(),
    /** Where people sign in. Default: the issuer of the tokens. */
    WEB_AUTHORITY: httpsUnlessLocal.optional(),
    CORS_ORIGINS: origins,
    KEEP_NAMES: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['true', 'false']))
      .default('true'),
    MAX_CONTENT_MB: positive(1000).default(64),
    RATE_LIMIT_PER_SECOND: positive(1000).default(50),
    RATE_LIMIT_BURST: positive(100_000).default(200),
    ADDRESS_RATE_LIMIT_PER_SECOND: positive(10_000).default(200),
    ADDRESS_RATE_LIMIT_BURST: positive(1_000_000).default(2000),
    TRUSTED_PROXIES: positive(10).default(1),
    PUBLIC_URL: publicUrl.optional(),
    WEBSITE_HOSTNAME: hostName.optional(),
    /** Azure sets both. */
    WEBSITE_SITE_NAME: siteName.optional(),
    WEBSITE_SLOT_NAME: siteName.optional(),
    ADOPT_SITES: siteNames,
    /** The host reads this setting for the timer, and does not start without it. */
    REFRESH_SCHEDULE: z.string(),
    ...timingSettings,
    APPLICATIONINSIGHTS_CONNECTION_STRING: z
      .string()
      .regex(/^InstrumentationKey=/i, 'must start with InstrumentationKey=')
      .optional(),
    LOG_LEVEL: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['trace', 'debug', 'information', 'warning', 'error', 'critical']))
      .default('information'),
  })
  .superRefine((settings, context) => {
    const { BLOB_SERVICE_URL, BLOB_ACCOUNT_KEY } = settings
    const { AUTH_ISSUER, AUTH_JWKS_URL } = settings
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message })
    if (BLOB_ACCOUNT_KEY !== undefined && !isLoopback(BLOB_SERVICE_URL))
      refuse(
        'BLOB_ACCOUNT_KEY',
        'is only for the storage emulator on this machine; in Azure, remove it and grant access to the managed identity',
      )
    if (isInline(AUTH_JWKS_URL) && AUTH_ISSUER !== localIssuer)
      refuse(
        'AUTH_JWKS_URL',
        'holds keys itself (data:) only for the local issuer; give the https:// URL where the issuer publishes its keys',
      )
    for (const problem of [
      checkStoreSettings(settings),
      checkSecretSettings(settings),
      checkPublicUrl(settings),
      checkTimingSettings(settings),
      checkWebSettings(settings),
    ])
      if (problem !== undefined) refuse(...problem)
  })

/** The log levels of the host, mapped to the levels of the service. */
const logLevels = {
  trace: 'Debug',
  debug: 'Debug',
  information: 'Information',
  warning: 'Warning',
  error: 'Error',
  critical: 'Error',
} as const

export type Config = ReturnType<typeof readConfig>

/** An empty variable counts as not set. */
const setVariables = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))

const explain = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `  ${path.map(String).join('.')}: ${message}`).join('\n')

const describeMissing: z.core.$ZodErrorMap = ({ code, input }) =>
  code === 'invalid_type' && input === undefined ? 'is required and not set' : undefined

/** Reads the settings of the service. @throws StartError with the name of each missing or invalid setting, without values */
export const readConfig = (environment: Environment) => {
  const parsed = environmentSchema.safeParse(setVariables(environment), { error: describeMissing })
  if (!parsed.success)
    throw new StartError(
      `Settings are missing or not valid; correct them and start again:\n${explain(parsed.error)}`,
    )
  const { data } = parsed
  const accountKey = data.BLOB_ACCOUNT_KEY
  const store = readStoreSettings(data)
  return {
    store,
    site: readSite(data, store),
    blobServiceUrl: data.BLOB_SERVICE_URL,
    exportContainer: data.EXPORT_CONTAINER,
    renditionContainer: data.RENDITION_CONTAINER,
    /** Defined only if the workspace storage is the emulator on this machine. */
    emulator:
      accountKey === undefined
        ? undefined
        : {
            accountUrl: data.BLOB_SERVICE_URL,
            accountName: new URL(data.BLOB_SERVICE_URL).pathname.split('/').at(-1) ?? '',
            accountKey,
          },
    /** Accounts that hold keys and long work of the host: no datastores. */
    hostAccounts: readHostAccounts(setVariables(environment)),
    allowedBlobHosts: data.ALLOWED_BLOB_HOSTS,
    /** CIDR: networks of datastores with addresses that are not public. */
    allowedBlobNetworks: data.ALLOWED_BLOB_NETWORKS,
    corsOrigins: data.CORS_ORIGINS,
    /** Whether names of people are kept, from their tokens. */
    keepNames: data.KEEP_NAMES === 'true',
    /** Per caller and instance. */
    rateLimit: { perSecond: data.RATE_LIMIT_PER_SECOND, burst: data.RATE_LIMIT_BURST },
    /** Of requests without a valid token, per address and instance. */
    addressLimit: { perSecond: data.ADDRESS_RATE_LIMIT_PER_SECOND, burst: data.ADDRESS_RATE_LIMIT_BURST },
    /** How many proxies append to `X-Forwarded-For` before the service gets a request: the frontend of Azure is one. */
    trustedProxies: data.TRUSTED_PROXIES,
    /** The origin of all links, without a slash at the end. */
    publicUrl: readPublicUrl(data),
    /** Bytes of a file that one response passes on. Twice as many are held in memory at once. */
    maxContentBytes: data.MAX_CONTENT_MB * 2 ** 20,
    secrets: readSecretSettings(data),
    auth: {
      issuer: data.AUTH_ISSUER,
      audience: data.AUTH_AUDIENCE,
      jwksUrl: data.AUTH_JWKS_URL,
      tenant: data.AUTH_TENANT,
      /** Undefined: any client of the tenant. The web app is always one of them. */
      clients: data.AUTH_CLIENTS && [
        ...data.AUTH_CLIENTS,
        ...(data.WEB_CLIENT_ID === undefined ? [] : [data.WEB_CLIENT_ID]),
      ],
    },
    web: readWebSettings(data),
    /** Application Insights connection string. Undefined: no telemetry. */
    insights: data.APPLICATIONINSIGHTS_CONNECTION_STRING,
    logLevel: logLevels[data.LOG_LEVEL],
    timing: readTimingSettings(data),
  }
}
