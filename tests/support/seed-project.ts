import { segmentOf } from '../../src/domain/model/items/segment.ts'
import { writeSegment } from '../../src/domain/model/items/write-segment.ts'
import { memberDocumentId } from '../../src/domain/model/members/member.ts'
import {
  projectPartition,
  projectScope,
  type ProjectDocument,
} from '../../src/domain/model/projects/project.ts'
import type { Store, StoredDocument } from '../../src/domain/ports/store.ts'
import { makeItem } from './make-documents.ts'

const create = async (store: Store, partition: string, document: StoredDocument): Promise<void> => {
  const result = await store.batch('workspace', partition, [{ type: 'create', document }])
  if (!result.ok) throw new Error(`${document.id} is there already`)
}

export const addItems = async (
  store: Store,
  project: ProjectDocument,
  paths: readonly string[],
  at = 0,
): Promise<void> => {
  for (const path of paths) {
    const after = makeItem(project, path, at)
    const segment = segmentOf(after.id, project.segments)
    await writeSegment(store, { uid: project.uid, segment }, [{ after }])
  }
}

export const addMember = (
  store: Store,
  project: ProjectDocument,
  user: string,
  role: 'Labeler' | 'Reviewer',
): Promise<void> =>
  create(store, projectScope(project.uid), {
    id: memberDocumentId(user),
    kind: 'member',
    user,
    role,
    addedAt: 0,
    addedBy: 'lead',
  })

export const setUpProject = async (
  store: Store,
  project: ProjectDocument,
  people: readonly string[],
  paths: readonly string[],
): Promise<void> => {
  await create(store, projectPartition, project)
  for (const user of people) await addMember(store, project, user, 'Labeler')
  await addItems(store, project, paths)
}
