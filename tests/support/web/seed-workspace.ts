import type { Person } from '../person.ts'
import { picture, type ServiceWorld } from '../service-world.ts'
import { dataMark, people, roleOf } from './people.ts'

/** What the screens of the tests show. */
export interface SeededWorkspace {
  readonly project: string
  readonly dataset: string
  readonly datastore: string
  /** An item with a history. */
  readonly item: string
  /** A project for the keyboard alone: nothing in it is answered. */
  readonly fresh: string
}

const classes = [
  { name: 'Zqbag', color: '#c0392b', description: 'Zqopen zqbags', shortcut: 'b' },
  { name: 'Zqshoe', classes: [{ name: 'Zqboot' }, { name: 'Zqsandal' }] },
  { name: 'Zqcoat' },
]

const instructions = `# Zqrules

Zqone *zqclass* zqper **zqthing**:

1. zqlook
2. zqchoose

- [zqmore](https://example.org/zq)
- \`zqcode\``

interface Page {
  readonly id: string
  readonly items: readonly { readonly id: string }[]
}

const names = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `zqset/zq${from + index}.png`)

const ok = async (reply: ReturnType<Person>): ReturnType<Person> => {
  const answer = await reply
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`)
  return answer
}

/** A project with answers of every state, a held page, exports, problems, missing and changed files, and an audit. */
export const seedWorkspace = async (world: ServiceWorld): Promise<SeededWorkspace> => {
  const [project, fresh] = [`${dataMark}wardrobe`, `${dataMark}fresh`]
  const lead = await world.person(people.lead.id, roleOf('lead'))
  const ann = await world.person(people.ann.id, roleOf('ann'))
  const ben = await world.person(people.ben.id, roleOf('ben'))
  const at = `/projects/${project}`

  await world.upload(project, ['zqset/zqbroken.png'], new TextEncoder().encode('zq'))
  await world.addProject(project, names(0, 40), {
    displayName: 'Zqwardrobe',
    description: 'Zqall zqthings',
    labelClasses: classes,
    instructions: { text: instructions, url: 'https://example.org/zqguide' },
  })
  for (const { id, role } of Object.values(people))
    await ok(lead('PUT', `${at}/members/${id}`, { body: { role } }))

  const labels = ['Zqbag', 'Zqshoe/Zqboot', 'Zqcoat']
  const page: Page = (await ok(ann('POST', `${at}/pages`, { body: { size: 12 } }))).body
  const answers = page.items.map(({ id }, index) =>
    index < 2
      ? { item: id, skip: true, reason: 'zqdark' }
      : { item: id, labels: [labels[index % 3]], activeMs: 900 + index },
  )
  await ok(ann('POST', `${at}/pages/${page.id}/submit`, { body: { answers } }))
  const ids = page.items.map(({ id }) => id)
  const seen = async (some: readonly string[]) =>
    Promise.all(
      some.map(async (item) => ({ item, etag: (await ok(lead('GET', `${at}/items/${item}`))).body.etag })),
    )
  await ok(lead('POST', `${at}/approve-items`, { body: { seen: await seen(ids.slice(2, 5)) } }))
  await ok(
    lead('POST', `${at}/reject-items`, {
      body: { seen: await seen(ids.slice(5, 7)), comment: 'zqno zqbag' },
    }),
  )
  await ok(ben('POST', `${at}/pages`, { body: { size: 9 } }))

  const container = world.container(project)
  await container.deleteBlob('zqset/zq39.png')
  await world.upload(project, names(0, 12), picture(77))
  await world.upload(project, names(40, 42))
  const refresh = await ok(lead('POST', `${at}/refresh?full=true`))
  await world.waitFor(refresh.headers.get('operation-location'))

  const started = await ok(lead('POST', `${at}/exports`, { body: { format: 'Coco', include: 'Labeled' } }))
  await world.waitFor(started.headers.get('operation-location'))
  const named = await ok(
    lead('POST', `${at}/exports`, {
      body: { format: 'Dataset', include: 'Labeled', name: `${dataMark}labeled` },
    }),
  )
  await world.waitFor(named.headers.get('operation-location'))
  const [bag, ...others] = (await ok(lead('GET', at))).body.labelClasses
  const shown: Page['items'] = (await ok(lead('GET', `${at}/items?pathPrefix=zqset/zq2`))).body.value
  const examples = shown.slice(0, 2).map(({ id }) => id)
  const labelClasses = [{ ...bag, examples }, ...others]
  const body = { pageLease: 'PT1H', changedFiles: 'Requeue', labelClasses }
  await ok(lead('PATCH', at, { headers: { 'if-match': '*' }, body }))
  await world.addProject(fresh, names(0, 9), { labelClasses: classes })
  await ok(lead('PUT', `/projects/${fresh}/members/${people.ann.id}`, { body: { role: 'Labeler' } }))
  return { project, dataset: project, datastore: project, item: ids[5] ?? '', fresh }
}
