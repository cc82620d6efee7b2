import { app, type InvocationContext } from '@azure/functions'
import * as df from 'durable-functions'
import { createWorkHistory } from './adapters/durable/create-work-history.ts'
import { createWorkflows } from './adapters/durable/create-workflows.ts'
import { readImageHeader } from './adapters/images/read-image-header.ts'
import { createAdapters } from './compose/adapters.ts'
import { createOperations } from './compose/operations.ts'
import { reportStart } from './compose/report-start.ts'
import { readConfig } from './config.ts'
import { formats } from './domain/formats/index.ts'
import { tasks } from './domain/tasks/index.ts'
import { createKeepName } from './domain/people/keep-name.ts'
import { registerApp } from './functions/app/register-app.ts'
import { webFolder } from './functions/app/web-folder.ts'
import { createContentBudget } from './functions/http/content-budget.ts'
import { contentLimits, createContentSlots } from './functions/http/content-slots.ts'
import { createCors } from './functions/http/cors.ts'
import { createNoteRefusal } from './functions/http/note-refusal.ts'
import {
  addressLimitMessage,
  createRateLimit,
  recordLimit,
  signedLimitMessage,
  signedShare,
} from './functions/http/rate-limit.ts'
import { registerRoutes } from './functions/http/register-routes.ts'
import { registerOrchestrations } from './functions/orchestrations/register-orchestrations.ts'
import { registerTimers } from './functions/orchestrations/register-timers.ts'
import { orchestrators } from './functions/orchestrators.ts'
import { createRoutes } from './functions/routes.ts'

const version = '0.2.0'
const registries = { tasks, formats }

const start = async (): Promise<void> => {
  const config = readConfig(process.env)
  const { timing } = config
  const adapters = await createAdapters(config, version)

  registerRoutes(
    app,
    createRoutes(createOperations({ ...adapters, ...timing }, registries), { ...registries, version }),
    {
      ...adapters,
      ...timing,
      admit: createRateLimit({ ...config.rateLimit, now: adapters.now }),
      admitRecord: createRateLimit({ ...recordLimit, now: adapters.now }),
      admitAddress: createRateLimit({
        ...config.addressLimit,
        now: adapters.now,
        message: addressLimitMessage,
      }),
      admitSigned: createRateLimit({
        perSecond: config.addressLimit.perSecond * signedShare,
        burst: config.addressLimit.burst * signedShare,
        now: adapters.now,
        message: signedLimitMessage,
      }),
      takeContentSlot: createContentSlots(contentLimits),
      reserveContent: createContentBudget(2 * config.maxContentBytes),
      noteRefusal: createNoteRefusal(adapters),
      keepName: config.keepNames ? createKeepName(adapters) : () => {},
      trustedProxies: config.trustedProxies,
      publicUrl: config.publicUrl,
      cors: createCors(config.corsOrigins),
      workflows: {
        input: df.input.durableClient(),
        open: (context: InvocationContext) => createWorkflows(df.getClient(context), config.site),
      },
    },
  )

  registerApp(app, { folder: webFolder(), config: { ...config.web, version }, log: adapters.log })

  registerOrchestrations(
    orchestrators,
    { ...adapters, ...registries, readImageHeader, serviceVersion: version },
    timing,
  )

  registerTimers({
    ...adapters,
    ...timing,
    site: config.site,
    openWorkflows: createWorkflows,
    openHistory: createWorkHistory,
  })

  app.hook.appTerminate(async () => {
    adapters.closeStore()
    await adapters.telemetry?.close()
  })
}

await reportStart(start)
