import { DomainError } from '../../core/errors.ts'
import type { ProjectDocument } from '../projects/project.ts'
import { projectPartition, projects } from '../projects/project.ts'
import type { Store, Stored } from '../../ports/store.ts'
import { operationPartition, operations, type OperationDocument } from './operation.ts'

/** The operation has ended or was canceled, or its project was deleted: the step must do nothing more. */
export class WorkStopped extends Error {
  override readonly name = 'WorkStopped'
}

type Work = OperationDocument['work']

export interface OpenWork<W extends Work> {
  readonly operation: Extract<OperationDocument, { work: W }>
  readonly project: Stored<ProjectDocument>
}

const operationMissing = (id: string): DomainError =>
  new DomainError('ServiceUnavailable', `The store does not show the operation ${id}; the step is retried`)

/**
 * The first statement of each step of long work: reads its open operation and the project. Only a read operation that is not
 * open has ended; one that is not there is not known.
 * @throws WorkStopped if the operation has ended, or the project was deleted or replaced
 * @throws DomainError `ServiceUnavailable` if the operation is not there
 */
export const openWork = async <W extends Work>(
  store: Store,
  id: string,
  ...works: readonly W[]
): Promise<OpenWork<W>> => {
  const isSameWork = (operation: OperationDocument): operation is Extract<OperationDocument, { work: W }> =>
    works.some((work) => work === operation.work)
  const operation = (await operations.read(store, operationPartition, id))?.document
  if (!operation) throw operationMissing(id)
  if (!operation.open || !isSameWork(operation)) throw new WorkStopped(`Operation ${id} has ended`)
  const project = await projects.read(store, projectPartition, operation.project)
  const same = project?.document.uid === operation.projectUid
  if (!project || !same || (project.document.status === 'Deleting' && operation.work !== 'delete'))
    throw new WorkStopped(`The project of operation ${id} was deleted`)
  return { operation, project }
}
