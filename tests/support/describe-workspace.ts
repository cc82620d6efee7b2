import type { Person } from './person.ts'

// What is read here is only compared.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any

/** @throws Error with the answer if it is not 200 */
export const get = async (person: Person, path: string): Promise<Body> => {
  const { status, text, body } = await person('GET', path)
  if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`)
  return body
}

/** All entries of a list, page by page. */
export const listAll = async (person: Person, path: string): Promise<Body[]> => {
  const found: Body[] = []
  let next: string | undefined = `${path}?maxpagesize=200`
  while (next !== undefined) {
    const { value, nextLink } = await get(person, next)
    found.push(...value)
    next = nextLink
  }
  return found
}

/** Version 0.1.0 did not show the ids of classes. */
const withoutIds = (classes: Body): Body =>
  Array.isArray(classes)
    ? classes.map(({ id: _id, classes: below, ...one }) => ({
        ...one,
        ...(below === undefined ? {} : { classes: withoutIds(below) }),
      }))
    : classes

const changing = new Set([
  'contentUrl',
  'thumbnailUrl',
  'screenUrl',
  'urlsExpireAt',
  'leased',
  'returned',
  'etag',
  'warnings',
])

/**
 * Removes signed URLs, the storage's port and leases, which differ at each start of the service, and what version 0.1.0 did not
 * show: ids of classes, ETags in bodies, why an item is on a page again, and warnings.
 */
export const lasting = (body: unknown): Body =>
  JSON.parse(
    JSON.stringify(body, (key, value: unknown) => {
      if (changing.has(key)) return undefined
      if (key === 'labelClasses') return withoutIds(value)
      return typeof value === 'string' ? value.replace(/^http:\/\/127\.0\.0\.1:\d+/, '') : value
    }),
  )

/** Removes all times as well, for work that is done now. */
export const timeless = (body: unknown): Body =>
  JSON.parse(JSON.stringify(body, (key, value: unknown) => (/(^a|A)t$/.test(key) ? undefined : value)))

const byPath = (one: Body, other: Body): number => (one.path < other.path ? -1 : 1)

/** What a body that version 0.1.0 wrote down has no word of. */
const without = (body: Body, ...fields: readonly string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([field]) => !fields.includes(field)))

/** People had no names. */
const withoutName = (person: Body): Body => without(person, 'name')

/** A progress report as version 0.1.0 showed it. */
export const describeProgress = async (lead: Person, name: string): Promise<Body> => {
  const { byLabeler, ...progress } = await get(lead, `/projects/${name}/progress`)
  return { ...without(progress, 'files', 'lastRefresh'), byLabeler: byLabeler.map(withoutName) }
}

/** A page as version 0.1.0 showed it, but for the paths, which it told to labelers. */
export const withoutPaths = ({ items, ...page }: Body): Body => ({
  ...page,
  items: items.map((item: Body) => without(item, 'path')),
})

/** An operation as version 0.1.0 showed it. */
export const describeOperation = async (lead: Person, id: string): Promise<Body> =>
  without(await get(lead, `/operations/${id}`), 'work', 'project', 'startedBy', 'export', 'changes', 'files')

/** The settings, items with their history, exports and audit of a project, as an administrator reads them. */
export const describeProject = async (lead: Person, name: string): Promise<Body> => {
  const root = `/projects/${name}`
  // Its numbers may be some seconds old; those of the progress report are exact.
  const project = without(await get(lead, root), 'progress', 'lastRefresh', 'myRole', 'labelersSeePaths')
  const listed = await listAll(lead, `${root}/items`)
  return lasting({
    project,
    progress: await describeProgress(lead, name),
    members: (await listAll(lead, `${root}/members`)).map(withoutName),
    items: await Promise.all(listed.toSorted(byPath).map(({ id }) => get(lead, `${root}/items/${id}`))),
    exports: await listAll(lead, `${root}/exports`),
    audit: await listAll(lead, `${root}/audit`),
  })
}

/** The datastores, datasets with their versions, and audit of the workspace. */
export const describeWorkspace = async (lead: Person): Promise<Body> => {
  const datasets = await listAll(lead, '/datasets')
  return lasting({
    datastores: await listAll(lead, '/datastores'),
    datasets: await Promise.all(
      datasets.map(async (dataset) => ({
        ...dataset,
        versions: await listAll(lead, `/datasets/${dataset.name}/versions`),
      })),
    ),
    audit: await listAll(lead, '/audit'),
  })
}
