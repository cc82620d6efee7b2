import { queryFirst } from '../model/documents/query-documents.ts'
import type { Deps } from '../ports/deps.ts'
import { readCounters } from '../model/items/read-counters.ts'
import { segmentPartition } from '../model/items/segment.ts'
import { readLiveLeases } from '../model/leases/live-leases.ts'
import type { Telemetry } from '../ports/telemetry.ts'
import { refreshes, refreshId } from '../model/refresh/refresh.ts'
import { projectPartition, projects, projectScope, type ProjectDocument } from '../model/projects/project.ts'

/** Limits the cost of a measurement: the first projects by name, and the sum of their segments. */
const maxProjects = 100
const maxSegments = 500

type MeasureDeps = Pick<Deps, 'store' | 'now'> & { readonly telemetry: Telemetry }

const countLivePages = async ({ store, now }: MeasureDeps, project: ProjectDocument): Promise<number> => {
  let live = 0
  for (let segment = 0; segment < project.segments; segment += 1)
    live += (await readLiveLeases(store, segmentPartition(project.uid, segment), now())).length
  return live
}

const measureProject = async (deps: MeasureDeps, document: ProjectDocument): Promise<void> => {
  const { store, now, telemetry } = deps
  const project = { project: document.id }
  const open = (await readCounters(store, document)).reduce((sum, counters) => sum + counters.open, 0)
  telemetry.record('etiquette.queue.depth', open, project)
  telemetry.record('etiquette.leases.live', await countLivePages(deps, document), project)
  if (document.incrementalRefresh !== 'Enabled') return
  const refresh = await refreshes.read(store, projectScope(document.uid), refreshId)
  const last = refresh?.document.lastCompletedAt ?? document.createdAt
  telemetry.record('etiquette.refresh.lag', (now() - last) / 1000, project)
}

/** Records the metrics of running projects. @returns The number of measured projects. */
export const measureProjects = async (deps: MeasureDeps): Promise<number> => {
  const { documents } = await queryFirst(deps.store, 'workspace', projectPartition, {
    where: [{ field: 'kind', op: 'eq', value: projects.kind }],
    orderBy: 'id',
    limit: maxProjects,
  })
  let segments = 0
  let measured = 0
  for (const { document } of documents.map((stored) => projects.parse(stored))) {
    if (document.status !== 'Running') continue
    segments += document.segments
    if (segments > maxSegments) break
    await measureProject(deps, document)
    measured += 1
  }
  return measured
}
