import type { Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkMatch, preconditionFailed } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError } from '../core/errors.ts'
import type { ItemId, ProjectName } from '../core/ids.ts'
import { relabelItem } from '../model/items/change-item.ts'
import { findItem } from '../model/items/find-item.ts'
import type { ItemDocument } from '../model/items/item.ts'
import { statesAllowing } from '../model/items/transitions.ts'
import { writeSegment } from '../model/items/write-segment.ts'
import { judgeLabels } from '../tasks/classes/judge-classes.ts'
import type { Stored } from '../ports/store.ts'
import { choosableClasses } from '../model/labels/class-tree.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { ProjectDocument } from '../model/projects/project.ts'

/**
 * The reviewer's own label replaces the item's answer, whatever it was. In a multi-label project it may name no class.
 * @throws DomainError `ItemNotFound`, `PreconditionFailed`, `WrongItemState`, `UnknownClass`, `WrongLabelCount`
 */
export const labelItem =
  ({ store, now, newId }: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    input: {
      readonly project: ProjectName
      readonly item: ItemId
      readonly labels: readonly string[]
      readonly ifMatch: string
    },
  ): Promise<{ readonly project: ProjectDocument; readonly item: Stored<ItemDocument> }> => {
    const { document: project } = await openProject(store, caller, input.project, 'Reviewer')
    const { item: before, segment } = await findItem(store, project, input.item)
    checkMatch(before, input.ifMatch)
    const rules = { taskType: project.taskType, classes: choosableClasses(project.classes), mayBeEmpty: true }
    const verdict = judgeLabels(rules, input.labels, 'labels')
    if ('problem' in verdict)
      throw new DomainError(
        verdict.problem.code === 'UnknownClass' ? 'UnknownClass' : 'WrongLabelCount',
        verdict.problem.message,
        { target: 'labels' },
      )
    const at = now()
    const after = relabelItem(before.document, verdict.label, caller.user, at)
    if (!after)
      throw new DomainError(
        'WrongItemState',
        `The item is ${before.document.state}; a label can be given to items that are ${statesAllowing('relabel').join(' or ')}`,
      )
    const written = await writeSegment(
      store,
      { uid: project.uid, segment },
      [{ before, after }],
      [auditOperation(caller, project, { at, unique: newId() }, { action: 'LabelItem', items: [after.id] })],
    )
    if (!written.ok) throw preconditionFailed()
    return { project, item: { document: after, etag: written.etags[0] ?? '' } }
  }

export type LabelItem = ReturnType<typeof labelItem>
