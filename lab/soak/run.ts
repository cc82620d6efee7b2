import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findLastingPort } from '../../local/platform/ports.ts'
import { startBreakableStorage, type BreakableStorage } from '../../tools/breakable-storage.ts'
import { removeData } from '../../tools/service.ts'
import { createFaultMaker } from './chaos/make-faults.ts'
import { keepService, type KeptService } from './chaos/keep-service.ts'
import { check } from './check/check.ts'
import { createPerson } from './client/person.ts'
import { createRandom } from './random.ts'
import { openWorld, type OpenWorld } from './open-world.ts'
import type { Options } from './options.ts'
import { people } from './people.ts'
import { print, progressLine, summarize } from './report.ts'
import { scaleFor, type Scale } from './scale.ts'
import { createProject, fillStorage } from './set-up.ts'
import { listStorage, settle } from './settle.ts'

const progressEvery = 5000

const soak = async (
  opened: OpenWorld,
  service: KeptService,
  storage: BreakableStorage,
  scale: Scale,
  minutes: number,
) => {
  const { world } = opened
  const lead = await createPerson(world, 'lead', 'Labeling.Admin')
  for (const project of world.projects) await createProject(world, lead, project)
  const faults = createFaultMaker(world, { service, storage }, scale.times)
  opened.stopAfter(minutes * 60_000, scale.settleWithin)
  const began = Date.now()
  const timer = setInterval(() => {
    service.look().catch((error: unknown) => console.error(error))
    console.log(progressLine(Date.now() - began, opened, faults))
  }, progressEvery)
  try {
    await Promise.all([faults.run(), ...(await people(world, scale))])
    console.log('all have stopped; bringing it to rest')
    opened.goOn()
    await settle(world, lead)
  } finally {
    clearInterval(timer)
  }
  await listStorage(world, storage)
  return faults
}

const serveAndSoak = async (
  { minutes, seed }: Options,
  dataDir: string,
  storage: BreakableStorage,
): Promise<boolean> => {
  const scale = scaleFor(minutes)
  const random = createRandom(seed)
  const port = await findLastingPort()
  const projects = await fillStorage(storage, scale, random.fork('images'))
  const opened = openWorld({ api: `http://127.0.0.1:${port}/api`, dataDir, projects, random })
  const service = await keepService(
    { dataDir, storage, env: { ...scale.settings, PORT: String(port) }, onLine: opened.onServiceLine },
    (how) => {
      opened.world.blame(`The service ended by itself: ${how}`)
      opened.stopAfter(0, 0)
    },
  )
  try {
    const faults = await soak(opened, service, storage, scale, minutes)
    await service.stop()
    opened.world.history.close()
    const findings = await check(dataDir)
    const outcome = summarize({ opened, service, faults, findings })
    print(outcome)
    return outcome.problems.length === 0
  } finally {
    await service.stop()
  }
}

/** @returns Whether nothing was lost, doubled or counted wrong, and nothing else was seen that must not be. */
export const run = async (options: Options): Promise<boolean> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'etiquette-soak-'))
  console.log(`seed ${options.seed}, ${options.minutes} minutes, data folder ${dataDir}`)
  const storage = await startBreakableStorage()
  let fine = false
  try {
    fine = await serveAndSoak(options, dataDir, storage)
  } finally {
    await storage.stop()
    if (fine && !options.keep) await removeData(dataDir)
    else console.log(`seed ${options.seed}; the data folder is kept: ${dataDir}`)
  }
  return fine
}
