import { Plural, useLingui } from '@lingui/react/macro'
import type { Schemas } from '../../api/client.ts'
import { formatTime } from '../../ui/format.ts'
import { titleOf } from '../../ui/titles/title-of.ts'
import { AuditChange } from './audit-change.tsx'
import { AuditItems } from './audit-items.tsx'
import { AuditTarget } from './audit-target.tsx'
import { actionTitles } from './action-titles.ts'
import { targetOf } from './target-of.ts'

interface AuditRowProps {
  readonly entry: Schemas['AuditEntry']
  readonly nameOf: (user: string) => string
  readonly project: string | undefined
}

export const AuditRow = ({ entry, nameOf, project }: AuditRowProps) => {
  const { t } = useLingui()
  const target = targetOf(entry, nameOf)
  return (
    <li className="panel">
      <strong>{titleOf(t, actionTitles, entry.action)}</strong> {target && <AuditTarget target={target} />}
      {entry.items && (
        <>
          {' '}
          <Plural value={entry.items.length} one="# item" other="# items" />
        </>
      )}
      <div className="quiet">
        {nameOf(entry.by)} · <time dateTime={entry.at}>{formatTime(entry.at)}</time>
      </div>
      {entry.items && project !== undefined && <AuditItems project={project} items={entry.items} />}
      {entry.comment !== undefined && <blockquote>{entry.comment}</blockquote>}
      {entry.changes && entry.changes.length > 0 && (
        <ul>
          {entry.changes.map((change) => (
            <li key={change.name}>
              <AuditChange change={change} nameOf={nameOf} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
