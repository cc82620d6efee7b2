import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api-context.tsx'
import { DatasetPreview } from '../../data/dataset-preview.tsx'
import { datasetsQuery } from '../../data/queries.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import type { Draft } from './draft.ts'
import type { ChangeDraft } from './use-draft.ts'

interface ExistingDatasetProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
}

/** Chooses a dataset of images and shows what is in it. */
export const ExistingDataset = ({ draft, onChange }: ExistingDatasetProps) => {
  const { t } = useLingui()
  const { data } = useSuspenseQuery(datasetsQuery(useApi()))
  // A labeled dataset is the outcome of exports and has no files of its own.
  const datasets = data.filter(({ mediaType, datastore }) => mediaType === 'Image' && datastore !== undefined)
  if (datasets.length === 0)
    return (
      <p>
        <Trans>There are no datasets yet. Make one of a folder.</Trans>
      </p>
    )
  return (
    <>
      <ChoiceInput
        label={t`Dataset`}
        value={draft.existing}
        choices={[
          { value: '', text: t`Choose…` },
          ...datasets.map(({ name, datastore = '', path = '' }) => ({
            value: name,
            text: `${name} (${datastore}: ${path})`,
          })),
        ]}
        onChange={(existing) => onChange({ existing })}
      />
      {draft.existing !== '' && <DatasetPreview key={draft.existing} dataset={draft.existing} />}
    </>
  )
}
