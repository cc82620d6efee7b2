import { Plural, Trans } from '@lingui/react/macro'
import type { Schemas } from '../../api/client.ts'
import { formatTime } from '../../ui/format.ts'

interface AuditRowProps {
  readonly entry: Schemas['AuditEntry']
  readonly name: string
}

export const AuditRow = ({ entry, name }: AuditRowProps) => (
  <li className="panel">
    <strong>{entry.action}</strong> {entry.target !== undefined && <code>{entry.target}</code>}
    {entry.items && (
      <>
        {' '}
        <Plural value={entry.items.length} one="# item" other="# items" />
      </>
    )}
    <div className="quiet">
      {name} · <time dateTime={entry.at}>{formatTime(entry.at)}</time>
    </div>
    {entry.comment !== undefined && <blockquote>{entry.comment}</blockquote>}
    {entry.changes && entry.changes.length > 0 && (
      <ul>
        {entry.changes.map((change) => (
          <li key={change.name}>
            <Trans>
              {change.name}: from <code>{change.from ?? '–'}</code> to <code>{change.to ?? '–'}</code>
            </Trans>
          </li>
        ))}
      </ul>
    )}
  </li>
)
