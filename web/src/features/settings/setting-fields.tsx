import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Switch } from 'react-aria-components'
import { ClassTreeEditor } from '../../classes/class-tree-editor/class-tree-editor.tsx'
import { parseDuration } from '../../core/duration.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { settingTitles } from '../../ui/titles/setting-titles.ts'
import { titleOf } from '../../ui/titles/title-of.ts'
import { changedFilesTitles, leaseTitles, switchTitles } from './setting-choices.ts'
import type { Settings, SettingsDraft } from './settings-draft.ts'

/** How long exports are kept, as choices; the API takes any duration. */
const retentions = ['P7D', 'P30D', 'P90D', 'P365D']
const day = 86_400_000

interface SettingFieldsProps {
  readonly project: string
  readonly settings: Settings
  readonly isMultiLabel: boolean
  readonly onChange: (part: SettingsDraft) => void
  /** The name of a class that is typed and not added yet. */
  readonly className: string
  readonly onClassName: (name: string) => void
}

/** The settings of a project. */
export const SettingFields = ({
  project,
  settings,
  isMultiLabel,
  onChange,
  className,
  onClassName,
}: SettingFieldsProps) => {
  const { t } = useLingui()
  const leases = Object.keys(leaseTitles)
  const known = leases.includes(settings.pageLease) ? leases : [settings.pageLease, ...leases]
  const retention = settings.exportRetention ?? ''
  const knownRetentions =
    retention === '' || retentions.includes(retention) ? retentions : [retention, ...retentions]
  const retentionText = (duration: string): string => {
    const days = (parseDuration(duration) ?? 0) / day
    return Number.isInteger(days) && days > 0
      ? t`${plural(days, { one: '# day', other: '# days' })}`
      : duration
  }
  return (
    <>
      <TextInput
        label={t(settingTitles.displayName)}
        value={settings.displayName ?? ''}
        onChange={(displayName) => onChange({ displayName })}
        maxLength={100}
      />
      <TextInput
        label={t(settingTitles.description)}
        value={settings.description ?? ''}
        onChange={(description) => onChange({ description })}
        rows={2}
      />
      <h2>{t(settingTitles.labelClasses)}</h2>
      <p className="quiet">
        <Trans>
          A renamed or moved class keeps its labels. A removed class cannot be chosen any more, and its labels
          stay.
        </Trans>
      </p>
      <ClassTreeEditor
        label={t(settingTitles.labelClasses)}
        classes={settings.labelClasses}
        project={project}
        onChange={(labelClasses) => onChange({ labelClasses })}
        typed={{ name: className, onChange: onClassName }}
      />
      <TextInput
        label={t(settingTitles.instructions)}
        hint={t`Markdown: headings, lists, emphasis, code and links.`}
        value={settings.instructions?.text ?? ''}
        onChange={(text) => onChange({ instructions: { ...settings.instructions, text } })}
        rows={8}
      />
      <TextInput
        label={t`Address of longer instructions (optional)`}
        type="url"
        value={settings.instructions?.url ?? ''}
        onChange={(url) => onChange({ instructions: { ...settings.instructions, url } })}
      />
      {isMultiLabel && (
        <Switch
          className="switch"
          isSelected={settings.allowNoClass}
          onChange={(allowNoClass) => onChange({ allowNoClass })}
        >
          <span className="track" aria-hidden="true" />
          {t(settingTitles.allowNoClass)}
        </Switch>
      )}
      <Switch
        className="switch"
        isSelected={settings.labelersSeePaths}
        onChange={(labelersSeePaths) => onChange({ labelersSeePaths })}
      >
        <span className="track" aria-hidden="true" />
        {t(settingTitles.labelersSeePaths)}
      </Switch>
      <p className="quiet">
        <Trans>A path such as “cats/1.png” tells the answer.</Trans>
      </p>
      <div className="field-row">
        <ChoiceInput
          label={t(settingTitles.pageLease)}
          value={settings.pageLease}
          choices={known.map((value) => ({ value, text: titleOf(t, leaseTitles, value) }))}
          onChange={(pageLease) => onChange({ pageLease })}
        />
        <ChoiceInput
          label={t(settingTitles.incrementalRefresh)}
          value={settings.incrementalRefresh}
          choices={['Enabled', 'Disabled'].map((value) => ({ value, text: titleOf(t, switchTitles, value) }))}
          onChange={(incrementalRefresh) => onChange({ incrementalRefresh })}
        />
        <ChoiceInput
          label={t(settingTitles.changedFiles)}
          value={settings.changedFiles}
          choices={['Flag', 'Requeue'].map((value) => ({
            value,
            text: titleOf(t, changedFilesTitles, value),
          }))}
          onChange={(changedFiles) => onChange({ changedFiles })}
        />
      </div>
      <ChoiceInput
        label={t(settingTitles.exportRetention)}
        value={retention}
        choices={[
          { value: '', text: t`For ever` },
          ...knownRetentions.map((value) => ({ value, text: retentionText(value) })),
        ]}
        onChange={(exportRetention) => onChange({ exportRetention })}
      />
    </>
  )
}
