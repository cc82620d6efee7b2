import type { Caller } from '../core/caller.ts'
import { auditOperation } from '../model/audit/audit.ts'
import { checkAbsent, checkMatch, checkNoMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { ProjectName, UserId } from '../core/ids.ts'
import { openProject } from '../model/projects/project-access.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { projectScope } from '../model/projects/project.ts'
import type { Stored } from '../ports/store.ts'
import { memberDocumentId, members, type MemberDocument } from '../model/members/member.ts'
import { withName, type NamedMember } from '../model/members/named-member.ts'

export interface PutMemberInput {
  readonly project: ProjectName
  readonly user: UserId
  readonly role: MemberDocument['role']
  readonly ifMatch?: string | undefined
  /** Changes nothing that exists. */
  readonly createOnly?: boolean
}

interface Written {
  readonly created: boolean
  readonly stored: Stored<MemberDocument>
}

export interface PutMemberResult {
  readonly created: boolean
  readonly stored: NamedMember
}

/**
 * Adds a member, or changes a member's role. A member who has the role stays as they are, whatever the condition. The app role
 * of the member's token still limits the role in the project.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `PreconditionFailed`
 */
export const putMember =
  ({ store, now, newId }: Pick<Deps, 'store' | 'now' | 'newId'>) =>
  async (
    caller: Caller,
    { project, user, role, ifMatch, createOnly }: PutMemberInput,
  ): Promise<PutMemberResult> => {
    const { document: opened } = await openProject(store, caller, project, 'Admin')
    const partition = projectScope(opened.uid)
    const id = memberDocumentId(user)
    const { created, stored } = await untilWritten<Written>(
      store,
      members.container,
      partition,
      async (fresh) => {
        const existing = await members.read(store, partition, id)
        const isSame = existing?.document.role === role
        // What is answered without a write must not rest on an old read.
        if (existing && (createOnly || isSame) && !fresh) return undefined
        if (existing) checkAbsent(createOnly, isSame)
        if (existing && isSame) return { value: { created: false, stored: existing } }
        if (ifMatch !== undefined) {
          // An old read must not refuse the etag that the caller has just received.
          const matches = existing && (ifMatch === '*' || existing.etag === ifMatch)
          if (!fresh && !matches) return undefined
          if (existing) checkMatch(existing, ifMatch)
          else checkNoMatch(ifMatch)
        }
        const at = now()
        const document: MemberDocument = existing
          ? { ...existing.document, role }
          : { id, kind: 'member', user, role, addedAt: at, addedBy: caller.user }
        const from = existing?.document.role
        const note = {
          action: existing ? ('ChangeMember' as const) : ('AddMember' as const),
          target: user,
          changes: [{ name: 'role', ...(from === undefined ? {} : { from }), to: role }],
        }
        const written = await store.batch(members.container, partition, [
          existing ? { type: 'replace', document, ifMatch: existing.etag } : { type: 'create', document },
          auditOperation(caller, opened, { at, unique: newId() }, note),
        ])
        return written.ok
          ? { value: { created: !existing, stored: { document, etag: written.etags[0] ?? '' } } }
          : undefined
      },
    )
    return { created, stored: await withName(store, stored) }
  }

export type PutMember = ReturnType<typeof putMember>
