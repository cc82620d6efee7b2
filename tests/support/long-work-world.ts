import { userId } from '../../src/domain/core/ids.ts'
import type { Caller } from '../../src/domain/core/caller.ts'
import type { ItemDocument } from '../../src/domain/model/items/item.ts'
import type { ReadImageHeader } from '../../src/domain/model/files/image-header.ts'
import type { OperationDocument } from '../../src/domain/model/operations/operation.ts'
import { operationPartition, operations } from '../../src/domain/model/operations/operation.ts'
import { startOperation } from '../../src/domain/model/operations/start-operation.ts'
import { updateItems } from '../../src/domain/model/items/update-items.ts'
import { datastorePartition, type DatastoreDocument } from '../../src/domain/model/datastores/datastore.ts'
import { projectPartition, projects, type ProjectDocument } from '../../src/domain/model/projects/project.ts'
import { itemIdOf, segmentOf } from '../../src/domain/model/items/segment.ts'
import type { Store, StoredDocument } from '../../src/domain/ports/store.ts'
import type { WorkDeps } from '../../src/functions/orchestrations/activity.ts'
import { createZip } from '../../src/adapters/archives/create-zip.ts'
import { formats } from '../../src/domain/formats/index.ts'
import { tasks } from '../../src/domain/tasks/index.ts'
import { createFakeContainer, createFakeExportFiles } from './fake-blobs.ts'
import { createFakeRenditionFiles } from './fake-renditions.ts'
import { makeProject } from './labeling-world.ts'
import { createMemoryStore } from './memory-store.ts'
import { Crash, createRecordingWorkflows, runWorkflow, type RunOptions } from './run-workflow.ts'
import { wrapStore } from './wrapped-store.ts'

/** `28x14` is an image of that size, `cut` one that ends too soon; anything else is none. */
export const readFakeHeader: ReadImageHeader = ({ parts: [start] }) => {
  const text = Buffer.from(start?.bytes ?? []).toString()
  const [, width, height] = /^(\d+)x(\d+)/.exec(text) ?? []
  if (width !== undefined)
    return { kind: 'Image', width: Number(width), height: Number(height), format: 'png' }
  return text.startsWith('cut') ? { kind: 'Truncated', format: 'png' } : { kind: 'NotAnImage' }
}

export const image = (width = 28, height = 28): Uint8Array => Buffer.from(`${width}x${height}`)

export const admin: Caller = { user: userId.parse('admin'), role: 'Admin' }

/** The account of an emulator, which datastores of this world may be in. */
export const presentEmulator = 'http://127.0.0.1:20002/etiquette'

/** A project with its container, exports and store, and a clock that stands still until it is moved. */
export const createLongWorkWorld = async (changes: Partial<ProjectDocument> = {}, inner?: Store) => {
  const clock = { now: 1_000_000 }
  const now = (): number => clock.now
  const store = inner ?? createMemoryStore(now)
  const container = createFakeContainer()
  container.clock = now
  const files = createFakeExportFiles()
  const renditionFiles = createFakeRenditionFiles()
  const workflows = createRecordingWorkflows()
  let ids = 0
  const logged: string[] = []
  const deps: WorkDeps = {
    store,
    now,
    newId: () => `id${String((ids += 1)).padStart(4, '0')}`,
    blobs: container.sources,
    files,
    renditionFiles,
    secrets: {
      put: () => Promise.resolve(),
      get: () => Promise.resolve(undefined),
      delete: () => Promise.resolve(),
    },
    readImageHeader: readFakeHeader,
    allowedHosts: { suffixes: ['.blob.core.windows.net'], emulator: presentEmulator },
    createZip,
    tasks,
    formats,
    serviceVersion: '1.2.3',
    log: (_level, message, fields) => logged.push(`${message} ${String(fields?.error)}`),
  }
  const project = makeProject({ status: 'Creating', segments: 2, createdAt: clock.now, ...changes })
  const create = async (partition: string, document: StoredDocument): Promise<void> => {
    await store.batch('workspace', partition, [{ type: 'create', document }])
  }
  const datastore: DatastoreDocument = {
    id: project.datastore,
    kind: 'datastore',
    type: 'AzureBlob',
    containerUrl: 'https://account.blob.core.windows.net/container',
    credential: { type: 'Anonymous' },
    createdAt: 0,
    createdBy: 'admin',
    updatedAt: 0,
  }
  await create(datastorePartition, datastore)
  await create(projectPartition, project)

  /** Runs whatever was started since. */
  const runStarted = async (
    options: Omit<RunOptions, 'deps'> & { deps?: () => WorkDeps } = {},
  ): Promise<void> => {
    for (const operation of workflows.started.splice(0))
      await runWorkflow(operation, { deps: () => deps, ...options })
  }
  const readProject = async (): Promise<ProjectDocument> =>
    (await projects.read(store, projectPartition, project.id))!.document
  return {
    clock,
    store,
    container,
    files,
    renditionFiles,
    workflows,
    deps,
    logged,
    project,
    runStarted,
    readProject,
    startImport: () =>
      startOperation(deps, workflows, {
        id: project.operation,
        work: 'import',
        project: project.id,
        projectUid: project.uid,
        startedBy: 'admin',
      }),
    readOperation: async (id: string): Promise<OperationDocument> =>
      (await operations.read(store, operationPartition, id))!.document,
    /** Changes items as labelers and reviewers do. */
    changeItem: async (
      path: string,
      change: (item: ItemDocument) => ItemDocument | undefined,
    ): Promise<void> => {
      const id = itemIdOf(project.datastore, path)
      const segment = { uid: project.uid, segment: segmentOf(id, project.segments) }
      await updateItems(store, segment, new Map([[id, path]]), (item) => item && change(item))
    },
  }
}
export type LongWorkWorld = Awaited<ReturnType<typeof createLongWorkWorld>>

/**
 * Processes that die at the n-th point: before or after each write to the store or to the exports. Of one that died
 * nothing more is heard, whatever it had begun.
 */
export const crashingProcesses = (
  world: LongWorkWorld,
  point: number,
): { readonly deps: () => WorkDeps; readonly points: () => number } => {
  let passed = 0
  let generation = 0
  return {
    points: () => passed,
    deps: () => {
      generation += 1
      const mine = generation
      let dead = false
      const pass = (): void => {
        if (dead || mine !== generation) throw new Crash()
        passed += 1
        if (passed !== point) return
        dead = true
        throw new Crash()
      }
      const store = wrapStore(world.store, async (call, run) => {
        if (dead || mine !== generation) throw new Crash()
        if (call.method !== 'batch') return run()
        pass()
        const result = await run()
        pass()
        return result
      })
      world.files.around = pass
      return { ...world.deps, store }
    },
  }
}

/** No other process continues. */
class Stopped extends Error {}

/**
 * Runs the started operations in a process that dies at the n-th point. No other process continues, so a test can look at
 * what the crash left behind; the operations are then started again.
 * @returns False if the work ended before that point.
 */
export const runUntilCrash = async (world: LongWorkWorld, point: number): Promise<boolean> => {
  const processes = crashingProcesses(world, point)
  const started = [...world.workflows.started]
  let process = 0
  const deps = (): WorkDeps => {
    process += 1
    if (process > 1) throw new Stopped()
    return processes.deps()
  }
  try {
    await world.runStarted({ deps })
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
  }
  world.files.around = () => undefined
  world.workflows.started.push(...started)
  return processes.points() >= point
}
