import { z } from 'zod'
import type { Person } from '../client/person.ts'
import type { SoakProject, World } from '../world.ts'
import { collect, type Choice } from './collect.ts'
import { follow } from './follow.ts'

const started = z.object({ id: z.string() })

const cancel = async (world: World, person: Person, path: string): Promise<void> => {
  await world.rest(person.random.between(0, 150))
  const canceled = await person.send('cancelExport', 'POST', `${path}/cancel`, { key: person.key() })
  if (canceled && canceled.code !== undefined && canceled.code !== 'ExportFinished')
    world.blame(`An export could not be canceled: ${canceled.code}`)
  if (canceled?.code === undefined && canceled) world.tally('canceled export', 'ok')
}

/** @returns The id of the export, if it succeeded and its files were read. */
export const exportLabels = async (
  world: World,
  person: Person,
  { name }: SoakProject,
  { confirms, ...choice }: Choice,
  cancels = 0,
): Promise<string | undefined> => {
  const path = `/projects/${name}/exports`
  const requestedAt = Date.now()
  const reply = await person.send('startExport', 'POST', path, { body: choice, key: person.key() })
  if (reply?.code !== undefined && reply.code !== 'TooManyExports')
    world.blame(`An export was refused: ${reply.code}`)
  const { id } = started.safeParse(reply?.body).data ?? {}
  if (id === undefined || reply?.location === undefined) return undefined
  if (person.random.chance(cancels)) await cancel(world, person, `${path}/${id}`)
  const operation = await follow(world, person, 'export', reply.location)
  if (operation?.status !== 'Succeeded') return undefined
  const ended = { project: name, id, requestedAt, endedAt: Date.now() }
  const told = { ...choice, ...(confirms === undefined ? {} : { confirms }) }
  return (await collect(world, person, ended, told)) ? id : undefined
}

/** The next export of the project's chain: what changed since the last one. */
const continueChain = async (
  world: World,
  person: Person,
  project: SoakProject,
  cancels = 0,
): Promise<void> => {
  const { chain } = project
  const since = chain.last === undefined ? {} : { since: chain.last }
  const id = await exportLabels(world, person, project, { ...chain.choice, ...since }, cancels)
  if (id === undefined) return
  if (chain.last !== undefined) world.tally('export with since', 'ok')
  chain.last = id
}

/** At rest, a full export confirms what the chain has told. */
export const endChain = async (world: World, person: Person, project: SoakProject): Promise<void> => {
  const { chain } = project
  await continueChain(world, person, project)
  if (chain.last === undefined) world.blame(`At rest no export of ${project.name} succeeded`)
  else await exportLabels(world, person, project, { ...chain.choice, confirms: chain.last })
}

const cancels = 0.25

/** Exports one project again and again, until everybody stops. */
export const beExporter = async (world: World, person: Person, project: SoakProject): Promise<void> => {
  const { random } = person
  while (!world.isStopping()) {
    const choice = {
      format: random.pick(['Coco', 'Dataset', 'Csv'] as const),
      include: random.chance(0.8) ? ('Labeled' as const) : ('Approved' as const),
    }
    if (random.chance(0.5)) await continueChain(world, person, project, cancels)
    else await exportLabels(world, person, project, choice, cancels)
    await world.rest(random.between(500, 4000))
  }
}
