import { useLingui } from '@lingui/react/macro'
import { useRef } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import type { Draft } from './draft.ts'
import { ExistingDataset } from './existing-dataset.tsx'
import { NewDataset } from './new-dataset.tsx'
import type { ChangeUnfinished, Unfinished } from './unfinished.ts'
import type { ChangeDraft } from './use-draft.ts'

export interface DataStepProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
  readonly unfinished: Unfinished
  readonly onUnfinished: ChangeUnfinished
  readonly isUploading: boolean
  readonly onUploading: (isUploading: boolean) => void
}

/** The images: a dataset that is there, or one that is made of a folder. */
export const DataStep = (props: DataStepProps) => {
  const { draft, onChange, isUploading } = props
  const { t } = useLingui()
  const existing = useRef<HTMLInputElement>(null)
  return (
    <>
      <RadioGroup
        className="choices"
        aria-label={t`Images`}
        value={draft.source}
        isDisabled={isUploading}
        onChange={(source) => onChange({ source: source === 'New' ? 'New' : 'Existing' })}
      >
        <Radio value="Existing" inputRef={existing} className="radio choice">
          <strong>{t`A dataset that is there`}</strong>
        </Radio>
        <Radio value="New" className="radio choice">
          <strong>{t`A folder, or images from this device`}</strong>
        </Radio>
      </RadioGroup>
      {draft.source === 'Existing' ? (
        <ExistingDataset draft={draft} onChange={onChange} />
      ) : (
        <NewDataset
          {...props}
          onMade={(name) => {
            existing.current?.focus()
            onChange({ source: 'Existing', existing: name })
          }}
        />
      )}
    </>
  )
}
