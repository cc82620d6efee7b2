import type { AppRole, Caller } from '../core/caller.ts'
import type { ProjectName } from '../core/ids.ts'
import type { ListPage } from '../model/documents/list-page.ts'
import { listQueryOf } from '../model/items/item-filter.ts'
import { decidedOf, items } from '../model/items/item.ts'
import { listSegments } from '../model/items/list-segments.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'
import type { Deps } from '../ports/deps.ts'
import { listRejections } from './list-rejections.ts'
import type { MyAnswer } from './my-answer.ts'

export interface MyAnswersListPage extends ListPage<MyAnswer> {
  readonly project: ProjectDocument
  /** The caller's role in the project. */
  readonly role: AppRole
}

export interface MyAnswersInput {
  readonly project: ProjectName
  /** Lists the rejected answers instead of those in force. */
  readonly rejected?: boolean | undefined
  readonly pageSize: number
  readonly continuation?: string | undefined
}

const listInForce = (
  { store, now }: Pick<Deps, 'store' | 'now'>,
  caller: Caller,
  project: ProjectDocument,
  input: MyAnswersInput,
): Promise<ListPage<MyAnswer>> =>
  listSegments(project, { ...input, now: now() }, async ({ partition, limit, continuation }) => {
    const query = { ...listQueryOf({ labeler: caller.user }), limit, continuation }
    const found = items.parseListPage(await store.query(items.container, partition, query))
    const documents = found.documents.flatMap(({ document: item }): readonly MyAnswer[] => {
      const answer = decidedOf(item)
      return answer ? [{ item, answer }] : []
    })
    return { ...found, documents }
  })

/**
 * The caller's own answers: those in force, segment by segment in the order of their ids, because no index has their times; or
 * those that reviewers rejected, latest rejection first, as far as the items still show them.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `InvalidContinuation`
 */
export const listMyAnswers =
  (deps: Pick<Deps, 'store' | 'now'>) =>
  async (caller: Caller, input: MyAnswersInput): Promise<MyAnswersListPage> => {
    const { document: project, role } = await openProject(deps.store, caller, input.project, 'Labeler')
    const list = input.rejected ? listRejections : listInForce
    return { ...(await list(deps, caller, project, input)), project, role }
  }

export type ListMyAnswers = ReturnType<typeof listMyAnswers>
