import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBreakableStorage, type BreakableStorage } from '../../tools/breakable-storage.ts'
import { removeData } from '../../tools/service.ts'
import { createFaultMaker } from './chaos/make-faults.ts'
import { canFillDisk } from './chaos/full-disk.ts'
import { check } from './check/check.ts'
import { createPerson } from './client/person.ts'
import { deploy, findAddresses, type Deployment } from './deployment/deployment.ts'
import { openEngine } from './deployment/open-engine.ts'
import type { SoakEngine } from './deployment/soak-engine.ts'
import { embeddedStore } from './deployment/soak-store.ts'
import { laggingStore } from './deployment/lagging-store.ts'
import { modeFor, type Mode } from './modes.ts'
import { createRandom } from './random.ts'
import { openWorld, type OpenWorld } from './open-world.ts'
import type { Options } from './options.ts'
import { people } from './people.ts'
import { print, progressLine, summarize } from './report.ts'
import { scaleFor, type Scale } from './scale.ts'
import { createProject, fillStorage } from './set-up.ts'
import { listStorage, settle } from './settle.ts'

const progressEvery = 5000

interface Parts {
  readonly opened: OpenWorld
  readonly deployment: Deployment
  readonly storage: BreakableStorage
  readonly scale: Scale
  readonly mode: Mode
}

const openFaults = ({ opened, deployment, storage, scale, mode }: Parts) => {
  const fills = canFillDisk()
  const draw = mode.draw.filter((fault) => fault !== 'full' || fills)
  const times = { ...scale.times, first: scale.times.first.filter((fault) => draw.includes(fault)) }
  const victims = {
    instances: deployment.instances,
    storage,
    engineStorage: deployment.engine.storage,
  }
  return createFaultMaker(opened.world, victims, { times, draw, clocks: mode.clocks })
}

const soak = async (parts: Parts, minutes: number) => {
  const { opened, deployment, storage, scale } = parts
  const { world } = opened
  const lead = await createPerson(world, 'lead', 'Labeling.Admin')
  for (const project of world.projects) await createProject(world, lead, project)
  const faults = openFaults(parts)
  opened.stopAfter(minutes * 60_000, scale.settleWithin)
  const began = Date.now()
  const timer = setInterval(() => {
    for (const instance of deployment.instances)
      instance.look().catch((error: unknown) => console.error(error))
    console.log(progressLine(Date.now() - began, opened, faults))
  }, progressEvery)
  try {
    await Promise.all([faults.run(), ...(await people(world, scale))])
    console.log('all have stopped; bringing it to rest')
    opened.goOn(deployment.engine.patience)
    await settle(world, lead, deployment)
  } finally {
    clearInterval(timer)
  }
  await listStorage(world, storage)
  return faults
}

const serveAndSoak = async (
  { minutes, seed, instances }: Options,
  dataDir: string,
  storage: BreakableStorage,
  engine: SoakEngine,
): Promise<boolean> => {
  const scale = scaleFor(minutes)
  const random = createRandom(seed)
  const mode = modeFor(instances, random.fork('mode'))
  const { apiFor, ports } = await findAddresses(instances, engine.shared)
  const projects = await fillStorage(storage, scale, random.fork('images'))
  const opened = openWorld({ apiFor, dataDir, excused: engine.excused, projects, random })
  const store =
    instances === 1 ? embeddedStore(dataDir) : await laggingStore(dataDir, random.fork('replicas'))
  const deployment = await deploy({
    dataDir,
    ports,
    store,
    engine,
    ahead: mode.ahead,
    storage,
    env: scale.settings,
    onLine: opened.onServiceLine,
    onDeath: (how) => {
      opened.world.blame(`The service ended by itself: ${how}`)
      opened.stopAfter(0, 0)
    },
  })
  try {
    const faults = await soak({ opened, deployment, storage, scale, mode }, minutes)
    const measured = await engine.measure(deployment.folders)
    await deployment.stop()
    await store.save()
    opened.world.history.close()
    const findings = await check(dataDir)
    const outcome = summarize({ opened, deployment, faults, findings, measured })
    print(outcome)
    return outcome.problems.length === 0
  } finally {
    await deployment.stop()
    await store.stop()
  }
}

/** @returns Whether nothing was lost, doubled or counted wrong, and nothing else was seen that must not be. */
export const run = async (options: Options): Promise<boolean> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'etiquette-soak-'))
  console.log(
    `seed ${options.seed}, ${options.minutes} minutes, ${options.instances} instances, data folder ${dataDir}`,
  )
  const engine = await openEngine(process.env)
  if (engine.spares !== undefined) console.log(`On the ${engine.name} ${engine.spares}.`)
  const storage = await startBreakableStorage()
  let fine = false
  try {
    fine = await serveAndSoak(options, dataDir, storage, engine)
  } finally {
    await storage.stop()
    await engine.stop()
    if (fine && !options.keep) await removeData(dataDir)
    else console.log(`seed ${options.seed}; the data folder is kept: ${dataDir}`)
  }
  return fine
}
