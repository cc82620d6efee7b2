import { authorize, type Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { datasetPartition } from '../model/datasets/dataset.ts'
import { datastorePartition } from '../model/datastores/datastore.ts'
import { peoplePartition } from '../model/people/person.ts'
import { auditIdPrefix, workspaceAudits } from '../model/audit/audit.ts'
import { mergeAudit, type AuditListPage, type AuditListInput } from '../model/audit/merge-audit.ts'

/**
 * The audit entries of datastores, datasets and people, newest first.
 * @throws DomainError `Forbidden`, `InvalidContinuation`
 */
export const listWorkspaceAudit =
  ({ store }: Pick<Deps, 'store'>) =>
  async (caller: Caller, input: AuditListInput): Promise<AuditListPage> => {
    authorize(caller, 'Admin')
    return mergeAudit(
      store,
      auditIdPrefix(),
      [
        [workspaceAudits, datastorePartition],
        [workspaceAudits, datasetPartition],
        [workspaceAudits, peoplePartition],
      ],
      input,
    )
  }

export type ListWorkspaceAudit = ReturnType<typeof listWorkspaceAudit>
