import { Trans, useLingui } from '@lingui/react/macro'
import { msg } from '@lingui/core/macro'
import type { Schemas } from '../../api/client.ts'
import { isRole, roleTitles } from '../../ui/roles.ts'
import { settingTitles } from '../../ui/titles/setting-titles.ts'
import { titleOf, type Titles } from '../../ui/titles/title-of.ts'

const changeTitles: Titles = {
  ...settingTitles,
  role: msg`Role`,
  labeler: msg`Labeler`,
  containerUrl: msg`Address of the container`,
  prefix: msg`Folder`,
  credential: msg`Credential`,
  files: msg`Files`,
}

interface AuditChangeProps {
  readonly change: Schemas['SettingChange']
  readonly nameOf: (user: string) => string
}

/** One value that has changed: what it was, where it was something, and what it is. */
export const AuditChange = ({ change, nameOf }: AuditChangeProps) => {
  const { t } = useLingui()
  const title = titleOf(t, changeTitles, change.name)
  const shown = (value: string): string =>
    change.name === 'role' && isRole(value) ? t(roleTitles[value]) : value
  const [from, to] = [change.from, change.to]
  // Whose page was given back: the value has not become another one.
  if (change.name === 'labeler' && from !== undefined)
    return (
      <Trans>
        {title}: <strong>{nameOf(from)}</strong>
      </Trans>
    )
  if (from === undefined && to === undefined) return title
  if (from === undefined)
    return (
      <Trans>
        {title}: <code>{shown(to ?? '')}</code>
      </Trans>
    )
  return (
    <Trans>
      {title}: from <code>{shown(from)}</code> to <code>{to === undefined ? '–' : shown(to)}</code>
    </Trans>
  )
}
