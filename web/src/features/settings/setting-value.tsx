import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { titleOf } from '../../ui/titles/title-of.ts'
import { classChanges, type ClassChange } from './class-changes.ts'
import { changedFilesTitles, leaseTitles, switchTitles } from './setting-choices.ts'
import type { SettingName, Settings, SettingsDraft } from './settings-draft.ts'

const shown = (path: readonly string[]): string => path.join(' › ')

const Change = ({ change }: { readonly change: ClassChange }): ReactNode => {
  switch (change.kind) {
    case 'Added':
      return <Trans>Added: {shown(change.path)}</Trans>
    case 'Removed':
      return <Trans>Removed: {shown(change.path)}</Trans>
    case 'Renamed':
      return (
        <Trans>
          Renamed: {shown(change.from)} → {shown(change.path)}
        </Trans>
      )
    case 'Moved':
      return (
        <Trans>
          Moved: {shown(change.from)} → {shown(change.path)}
        </Trans>
      )
    case 'Described':
      return <Trans>Other colour, key, description or examples: {shown(change.path)}</Trans>
    case 'Ordered':
      return <Trans>Another order</Trans>
  }
}

interface SettingValueProps {
  readonly name: SettingName
  /** What both began with: of classes the changes are shown, not all of them. */
  readonly base: Settings
  readonly settings: SettingsDraft
}

/** A setting as the fields of the screen show it. */
export const SettingValue = ({ name, base, settings }: SettingValueProps): ReactNode => {
  const { t } = useLingui()
  if (name === 'labelClasses') {
    const changes = classChanges(base.labelClasses, settings.labelClasses ?? [])
    return (
      <ul className="plain">
        {changes.map((change) => (
          <li key={JSON.stringify(change)}>
            <Change change={change} />
          </li>
        ))}
      </ul>
    )
  }
  if (name === 'allowNoClass' || name === 'labelersSeePaths')
    return t(settings[name] === true ? switchTitles.Enabled : switchTitles.Disabled)
  if (name === 'pageLease') return titleOf(t, leaseTitles, settings.pageLease ?? '')
  if (name === 'incrementalRefresh') return titleOf(t, switchTitles, settings.incrementalRefresh ?? '')
  if (name === 'changedFiles') return titleOf(t, changedFilesTitles, settings.changedFiles ?? '')
  const texts = name === 'instructions' ? Object.values(settings.instructions ?? {}) : [settings[name]]
  const text = texts.filter(Boolean).join('\n')
  return text === '' ? <Trans>Nothing</Trans> : <div className="merge-text">{text}</div>
}
