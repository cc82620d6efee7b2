import { changeDocument } from '../model/documents/change-document.ts'
import { projectPartition, projects, type ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'

/** Marks a project whose import has ended without it as failed. The next refresh continues a failed import. Idempotent. */
export const failCreation = (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { id, uid }: Pick<ProjectDocument, 'id' | 'uid'>,
): Promise<ProjectDocument | undefined> =>
  changeDocument(store, projects, projectPartition, id, (project) =>
    project.uid === uid && project.status === 'Creating'
      ? {
          ...project,
          status: 'Failed' as const,
          error: {
            code: 'ServiceUnavailable',
            message: 'The import could not be started in time; refresh the project to continue it',
          },
          updatedAt: now(),
        }
      : undefined,
  )
