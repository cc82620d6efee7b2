import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button, Radio, RadioGroup } from 'react-aria-components'
import { settingTitles } from '../../ui/titles/setting-titles.ts'
import { SettingValue } from './setting-value.tsx'
import { type SettingName, type Settings, type SettingsDraft } from './settings-draft.ts'
import './settings.css'

interface MergeViewProps {
  readonly conflicts: readonly SettingName[]
  /** The project as the person saw it when the change began. */
  readonly base: Settings
  readonly draft: SettingsDraft
  readonly theirs: Settings
  /** The settings for which the others' value stays. */
  readonly onMerge: (leaves: readonly SettingName[]) => void
}

/** Somebody else has changed the project meanwhile: for each setting that both changed, the person chooses. */
export const MergeView = ({ conflicts, base, draft, theirs, onMerge }: MergeViewProps) => {
  const { t } = useLingui()
  const [leaves, setLeaves] = useState<readonly SettingName[]>([])
  return (
    <section className="panel" role="alert" aria-labelledby="merge">
      <h2 id="merge">
        <Trans>Somebody has changed the project meanwhile</Trans>
      </h2>
      {conflicts.length === 0 ? (
        <p>
          <Trans>They changed other settings than you did. Save again to add yours.</Trans>
        </p>
      ) : (
        conflicts.map((name) => (
          <RadioGroup
            key={name}
            aria-label={t(settingTitles[name])}
            value={leaves.includes(name) ? 'theirs' : 'mine'}
            onChange={(side) =>
              setLeaves(side === 'theirs' ? [...leaves, name] : leaves.filter((other) => other !== name))
            }
            className="merge-choice"
          >
            <h3>{t(settingTitles[name])}</h3>
            <Radio value="mine" className="radio">
              <Trans>Mine</Trans>
              <SettingValue name={name} base={base} settings={draft} />
            </Radio>
            <Radio value="theirs" className="radio">
              <Trans>Theirs</Trans>
              <SettingValue name={name} base={base} settings={theirs} />
            </Radio>
          </RadioGroup>
        ))
      )}
      <Button className="primary" onPress={() => onMerge(leaves)}>
        <Trans>Save again</Trans>
      </Button>
    </section>
  )
}
