import { z } from 'zod'
import { labelsKey } from '../check/given.ts'
import type { Person } from '../client/person.ts'
import type { SoakProject, World } from '../world.ts'

const list = z.object({
  value: z.array(z.object({ id: z.string(), etag: z.string() })),
  nextLink: z.string().optional(),
})
const results = z.object({
  results: z.array(z.object({ item: z.string(), status: z.enum(['Accepted', 'Refused']) })),
})
const progress = z.object({ total: z.number(), unlabeled: z.number(), removed: z.number() })
const project = z.object({ labelClasses: z.array(z.object({ name: z.string() })) })

const labeled = z.object({ labels: z.array(z.string()), labeledBy: z.string() })

const states = ['labeled', 'approved', 'skipped'] as const
type State = (typeof states)[number]

type Seen = z.output<typeof list>['value'][number]

/** Some items in a state, from any page of the list. */
const look = async (person: Person, { name }: SoakProject, state: State): Promise<readonly Seen[]> => {
  let path = `/projects/${name}/items?state=${state}&maxpagesize=100`
  let found: readonly Seen[] = []
  for (let pages = person.random.whole(1, 6); pages > 0; pages -= 1) {
    const reply = await person.send('listItems', 'GET', path)
    const page = list.safeParse(reply?.body).data
    if (!page) return found
    if (page.value.length > 0) found = page.value
    if (page.nextLink === undefined) return found
    path = page.nextLink
  }
  return found
}

const operations = {
  rejectItems: 'reject-items',
  approveItems: 'approve-items',
  unapproveItems: 'unapprove-items',
  acceptSkips: 'accept-skips',
} as const

const change = async (
  person: Person,
  { name }: SoakProject,
  action: keyof typeof operations,
  seen: readonly Seen[],
): Promise<void> => {
  if (seen.length === 0) return
  // The same reviewer rejects what was seen with the same comment once only.
  const comment = `Look again, ${person.random.whole(1, 1_000_000_000)}`
  await person.record(
    { action, project: name, items: seen.map(({ id }) => id) },
    'POST',
    `/projects/${name}/${operations[action]}`,
    {
      body: {
        seen: seen.map(({ id: item, etag }) => ({ item, etag })),
        ...(action === 'rejectItems' ? { comment } : {}),
      },
      key: person.key(),
    },
    (body) => ({
      accepted: results
        .parse(body)
        .results.filter(({ status }) => status === 'Accepted')
        .map(({ item }) => item),
    }),
  )
}

/** Two reviewers may read the same ETag; only one of their labels may count. */
const relabel = async (person: Person, target: SoakProject, item: string): Promise<void> => {
  const path = `/projects/${target.name}/items/${item}`
  const [found, settings] = await Promise.all([
    person.send('getItem', 'GET', path),
    person.send('getProject', 'GET', `/projects/${target.name}`),
  ])
  const classes = project.safeParse(settings?.body).data?.labelClasses.map(({ name }) => name) ?? []
  if (found?.etag === undefined || classes.length === 0) return
  const labels = person.random.some(classes, target.taskType === 'MultiClass' ? 1 : 2)
  const present = labeled.safeParse(found.body).data
  // The label that the reviewer has given stays as it is, without another entry of the history.
  if (present?.labeledBy === person.user && labelsKey(present.labels) === labelsKey(labels)) return
  await person.record(
    { action: 'labelItem', project: target.name, answers: [{ item, labels }] },
    'PUT',
    `${path}/label`,
    { body: { labels }, ifMatch: found.etag },
  )
}

/** Rejects the more the fewer items are left to label: there shall be work for everybody to the end. */
const review = async (person: Person, target: SoakProject): Promise<void> => {
  const { random } = person
  const reply = await person.send('getProgress', 'GET', `/projects/${target.name}/progress`)
  const now = progress.safeParse(reply?.body).data
  if (!now) return
  const scarce = now.unlabeled < (now.total - now.removed) / 2
  const state = random.chance(0.7) ? 'labeled' : random.pick(states)
  const items = await look(person, target, state)
  if (state === 'skipped') {
    await change(person, target, 'acceptSkips', random.some(items, 2))
    await change(person, target, 'rejectItems', random.some(items, 20))
    return
  }
  for (const item of random.some(items, random.whole(0, 3))) await relabel(person, target, item.id)
  if (random.chance(0.4))
    await change(person, target, 'approveItems', random.some(items, random.whole(1, 30)))
  if (state === 'approved' && random.chance(0.5))
    await change(person, target, 'unapproveItems', random.some(await look(person, target, state), 5))
  if (scarce || random.chance(0.3))
    await change(person, target, 'rejectItems', random.some(items, random.whole(1, scarce ? 80 : 10)))
}

/** Reviews in one project, until everybody stops. */
export const beReviewer = async (world: World, person: Person, target: SoakProject): Promise<void> => {
  while (!world.isStopping()) {
    await review(person, target)
    await world.rest(person.random.between(200, 1500))
  }
}
