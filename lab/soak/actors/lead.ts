import { z } from 'zod'
import type { Person } from '../client/person.ts'
import type { SoakProject, World } from '../world.ts'
import { follow } from './follow.ts'

export const labelClasses = [
  { name: 'Top', classes: [{ name: 'Shirt' }, { name: 'Pullover' }] },
  { name: 'Shoe', classes: [{ name: 'Boot' }, { name: 'Sandal' }] },
  { name: 'Bag' },
  { name: 'Other' },
]
/** Comes and goes: withdrawn while labelers hold pages that still offer it. */
const fashion = { name: 'Fashion' }

const busyRest = 200

/** Asks for a refresh and waits for its end. A full one is refused while another one runs that does less: it waits for that, too. */
export const refresh = async (
  world: World,
  person: Person,
  { name }: SoakProject,
  full: boolean,
): Promise<void> => {
  const path = `/projects/${name}/refresh${full ? '?full=true' : ''}`
  const ask = () => person.send('refreshProject', 'POST', path, { key: person.key() })
  const mayWait = () => full && !world.isOver()
  let reply = await ask()
  while (reply?.code === 'ProjectBusy' && mayWait()) {
    await world.rest(busyRest)
    reply = await ask()
  }
  if (reply?.code !== undefined) world.blame(`A refresh of ${name} was refused: ${reply.code}`)
  if (reply?.location === undefined) return
  await follow(world, person, 'refresh', reply.location)
}

const edit = async (world: World, person: Person, { name }: SoakProject): Promise<void> => {
  const { random } = person
  const found = await person.send('getProject', 'GET', `/projects/${name}`)
  if (found?.etag === undefined) return
  const patch = random.pick([
    { instructions: { text: `Look twice, ${random.whole(1, 1000)}` } },
    { labelClasses: random.chance(0.5) ? labelClasses : [...labelClasses, fashion] },
    { changedFiles: random.pick(['Flag', 'Requeue']) },
    { displayName: null, pageLease: random.pick(['PT1M', 'PT1M30S']) },
  ])
  const reply = await person.send('updateProject', 'PATCH', `/projects/${name}`, {
    body: patch,
    ifMatch: found.etag,
  })
  // 412: another lead was faster, or an answer of one's own was lost.
  if (reply?.code !== undefined && reply.code !== 'PreconditionFailed')
    world.blame(`A change of ${name} was refused: ${JSON.stringify(reply.body)} ${found.etag}`)
}

/** Somebody leaves the project and is back some moments later. */
const changeMembers = async (
  world: World,
  person: Person,
  { name, labelers }: SoakProject,
): Promise<void> => {
  const member = person.random.pick(labelers)
  const path = `/projects/${name}/members/${member}`
  await person.record({ action: 'deleteMember', project: name, member }, 'DELETE', path, { ifMatch: '*' })
  await world.rest(person.random.between(100, 1500))
  await addMember(world, person, path)
}

const addMember = async (world: World, person: Person, path: string): Promise<void> => {
  const reply = await person.send('putMember', 'PUT', path, { body: { role: 'Labeler' } })
  const isThere = reply?.code === undefined || reply.code === 'PreconditionRequired'
  if (!isThere) world.blame(`A member could not be added: ${reply?.code}`)
}

const pauseAWhile = async (world: World, person: Person, { name }: SoakProject): Promise<void> => {
  await person.send('pauseProject', 'POST', `/projects/${name}/pause`, { key: person.key() })
  await world.rest(person.random.between(200, 2000))
  await person.send('resumeProject', 'POST', `/projects/${name}/resume`, { key: person.key() })
}

/** Leads one project, until everybody stops. */
export const beLead = async (world: World, person: Person, project: SoakProject): Promise<void> => {
  while (!world.isStopping()) {
    const { random } = person
    if (random.chance(0.5)) await refresh(world, person, project, random.chance(0.4))
    if (random.chance(0.5)) await edit(world, person, project)
    if (random.chance(0.3)) await changeMembers(world, person, project)
    if (random.chance(0.15)) await pauseAWhile(world, person, project)
    await world.rest(random.between(500, 3000))
  }
}

const started = z.object({ status: z.string() })

/** At the end every project runs, whatever became of the last pause. */
export const resume = async (world: World, person: Person, { name }: SoakProject): Promise<void> => {
  await person.send('resumeProject', 'POST', `/projects/${name}/resume`, {})
  const reply = await person.send('getProject', 'GET', `/projects/${name}`)
  const { status } = started.parse(reply?.body)
  if (status !== 'Running' && status !== 'Completed') world.blame(`In the end ${name} is ${status}`)
}
