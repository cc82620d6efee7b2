import { DomainError } from '../../src/domain/core/errors.ts'
import type { BlobSource } from '../../src/domain/ports/blobs.ts'
import type { ProjectDocument } from '../../src/domain/model/projects/project.ts'
import { addDatastore } from './datastore-source.ts'
import { createHttpApp, type Answer } from './http-app.ts'
import { makeProject } from './make-documents.ts'
import { createMemoryStore } from './memory-store.ts'
import { addMember, setUpProject } from './seed-project.ts'
import { createServiceRoutes } from './service-routes.ts'

export interface ShownItem {
  readonly id: string
  readonly path: string
  readonly [field: string]: unknown
}

/** Pages and items over HTTP: a project with items, two labelers and a reviewer, and storage that fails on request. */
export const createPageWorld = async (paths: readonly string[], changes: Partial<ProjectDocument> = {}) => {
  const world = { now: 1_700_000_000_000, calls: 0, failure: undefined as DomainError | undefined }
  const now = () => world.now
  const store = createMemoryStore(now)
  const project = makeProject(changes)
  await setUpProject(store, project, ['ana', 'ben'], paths)
  await addMember(store, project, 'rita', 'Reviewer')
  const call = (): void => {
    world.calls += 1
    if (world.failure) throw world.failure
  }
  const source: Partial<BlobSource> = {
    exists: async () => {
      call()
      return true
    },
    list: async () => {
      call()
      return { blobs: [] }
    },
    // As the adapters: a URL would leave the container.
    readUrl: async (path) => {
      if (path.split('/').some((one) => one === '.' || one === '..'))
        throw new DomainError('BlobNotFound', 'No file can have this path')
      return `https://blob.test/${path}`
    },
  }
  const { blobs } = await addDatastore(store, source)
  const open: typeof blobs.open = async (datastore) => {
    const opened = await blobs.open(datastore)
    if (world.failure && !world.failure.message.startsWith('Calls')) throw world.failure
    return opened
  }
  const routes = createServiceRoutes({ store, now, blobs: { ...blobs, open } })
  const { send } = createHttpApp(routes, { store, now })
  const as =
    (who: string) =>
    (method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
      send(method, `/projects/${project.id}${url}`, {
        as: who,
        headers,
        ...(body === undefined ? {} : { body }),
      })
  const [ana, ben, rita, lead] = [as('ana:Labeler'), as('ben:Labeler'), as('rita:Reviewer'), as('lead:Admin')]
  return {
    world,
    store,
    project,
    ana,
    ben,
    rita,
    lead,
    /** Requests a page and answers it with one class. */
    label: async (who: typeof ana, size: number, labels: readonly string[]) => {
      const page = (await who('POST', '/pages', { size })).json
      const answers = itemsOf(page).map(({ id }) => ({ item: id, labels }))
      const submitted = await who('POST', `/pages/${String(page['id'])}/submit`, { answers })
      if (submitted.status !== 200) throw new Error(submitted.text)
      return itemsOf(page)
    },
  }
}

export const itemsOf = (body: Answer['json']): readonly ShownItem[] => body['items'] as readonly ShownItem[]

/** A failure that the storage calls meet; opening the datastore succeeds. */
export const refusedCalls = (code: DomainError['code'] = 'DatastoreUnreachable'): DomainError =>
  new DomainError(code, "Calls of container 'secret-container' were refused (AuthenticationFailed)")
