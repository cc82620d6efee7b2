import { leases } from '../../domain/model/leases/lease.ts'
import { operations } from '../../domain/model/operations/operation.ts'
import type { BatchOperation, BatchResult, Store, StoredDocument } from '../../domain/ports/store.ts'
import type { Telemetry } from '../../domain/ports/telemetry.ts'

/** Counts a submitted page once: repeated submits do not write the lease again. */
const countPage = (telemetry: Telemetry, type: 'create' | 'replace', document: StoredDocument): void => {
  if (type === 'create') return telemetry.count('etiquette.pages.granted', 1)
  const { status, items, refused = [] } = leases.parse({ document, etag: '' }).document
  if (status === 'Submitted') telemetry.count('etiquette.answers.accepted', items.length - refused.length)
}

const recordWork = (telemetry: Telemetry, document: StoredDocument): void => {
  const operation = operations.parse({ document, etag: '' }).document
  const { work, status, startedAt, endedAt, done, project } = operation
  if (endedAt === undefined) return
  // Alerts name the export. Work ends seldom, so there are never many names in one minute.
  const subject = 'export' in operation ? { project, export: operation.export } : { project }
  telemetry.record('etiquette.work.duration', (endedAt - startedAt) / 1000, { work, status, ...subject })
  telemetry.record('etiquette.work.items', done, { work, status })
}

const observeWritten = (telemetry: Telemetry, batch: readonly BatchOperation[]): void => {
  for (const operation of batch) {
    if (operation.type !== 'create' && operation.type !== 'replace') continue
    const { type, document } = operation
    if (document.kind === leases.kind) countPage(telemetry, type, document)
    if (document.kind === operations.kind) recordWork(telemetry, document)
  }
}

/** Measures each store call, and counts granted pages, accepted answers and ended operations. */
export const observeStore = (store: Store, telemetry: Telemetry): Store => {
  const timed = async <T>(call: string, container: string, run: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    let outcome = 'ok'
    try {
      return await telemetry.span({ name: `store ${call}`, kind: 'call', attributes: { container } }, run)
    } catch (error) {
      outcome = 'failed'
      throw error
    } finally {
      telemetry.record('etiquette.store.duration', performance.now() - startedAt, {
        call,
        container,
        outcome,
      })
    }
  }
  return {
    canLag: store.canLag,
    read: (container, partition, id) => timed('read', container, () => store.read(container, partition, id)),
    readMany: (container, partition, ids) =>
      timed('readMany', container, () => store.readMany(container, partition, ids)),
    query: (container, partition, query) =>
      timed('query', container, () => store.query(container, partition, query)),
    batch: async (container, partition, batch): Promise<BatchResult> => {
      const result = await timed('batch', container, () => store.batch(container, partition, batch))
      try {
        if (result.ok) observeWritten(telemetry, batch)
      } catch {
        // Telemetry must not fail a written batch.
      }
      return result
    },
    fence: (container, partition) => timed('fence', container, () => store.fence(container, partition)),
    ping: () => timed('ping', 'workspace', () => store.ping()),
  }
}
