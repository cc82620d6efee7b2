import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { msg } from '@lingui/core/macro'
import type { Schemas } from '../../api/client.ts'
import { formatTime } from '../../ui/format.ts'
import { settingTitles } from '../../ui/titles/setting-titles.ts'
import { titleOf, type Titles } from '../../ui/titles/title-of.ts'
import { actionTitles } from './action-titles.ts'

const changeTitles: Titles = {
  ...settingTitles,
  role: msg`Role`,
  containerUrl: msg`Address of the container`,
  prefix: msg`Folder`,
  credential: msg`Credential`,
  files: msg`Files`,
}

interface AuditRowProps {
  readonly entry: Schemas['AuditEntry']
  readonly name: string
}

export const AuditRow = ({ entry, name }: AuditRowProps) => {
  const { t } = useLingui()
  return (
    <li className="panel">
      <strong>{titleOf(t, actionTitles, entry.action)}</strong>{' '}
      {entry.target !== undefined && <code>{entry.target}</code>}
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
                {titleOf(t, changeTitles, change.name)}: from <code>{change.from ?? '–'}</code> to{' '}
                <code>{change.to ?? '–'}</code>
              </Trans>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
