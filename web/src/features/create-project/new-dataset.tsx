import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { inBackground } from '../../core/in-background.ts'
import { FolderBrowser } from '../../data/folder-browser.tsx'
import { asFolder, nameOf } from '../../data/folder-paths.ts'
import { freeName, proposeName } from '../../data/names.ts'
import { NewDatastore } from '../../data/new-datastore.tsx'
import { browseKey, datasetsKey, datasetsQuery, datastoresQuery } from '../../data/queries.ts'
import { UploadPanel } from '../../upload/upload-panel.tsx'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { useChange } from '../../ui/use-change.ts'
import { datasetRequestOf } from './creation.ts'
import { problemOf, type Draft } from './draft.ts'
import { stepProblems } from './step-titles.ts'
import type { ChangeUnfinished, Unfinished } from './unfinished.ts'
import type { ChangeDraft } from './use-draft.ts'

interface NewDatasetProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
  readonly unfinished: Unfinished
  readonly onUnfinished: ChangeUnfinished
  readonly isUploading: boolean
  readonly onUploading: (isUploading: boolean) => void
  /** The dataset is there. */
  readonly onMade: (name: string) => void
}

/** Makes a dataset of a folder: the datastore, the folder in it, images from this device if wanted, and a name. */
export const NewDataset = ({
  draft,
  onChange,
  unfinished,
  onUnfinished,
  isUploading,
  onUploading,
  onMade,
}: NewDatasetProps) => {
  const { t } = useLingui()
  const api = useApi()
  const queries = useQueryClient()
  const { data: datastores } = useSuspenseQuery(datastoresQuery(api))
  const { data: datasets } = useSuspenseQuery(datasetsQuery(api))
  const { images, subfolder } = unfinished
  const [isUploadOpen, setUploadOpen] = useState(images !== undefined)
  const { datastore, folder, datasetName } = draft
  const choose = (nextStore: string, nextFolder: string): void => {
    const wanted = proposeName(nameOf(nextFolder) || nextStore)
    const taken = new Set(datasets.map(({ name }) => name))
    onChange({ datastore: nextStore, folder: nextFolder, datasetName: freeName(wanted, taken) })
  }
  const make = useChange(
    () =>
      dataOf(
        api.PUT('/datasets/{dataset}', {
          params: { path: { dataset: datasetName } },
          body: datasetRequestOf(draft),
        }),
      ),
    {
      makesOld: [datasetsKey],
      onDone: ({ name }) => onMade(name),
    },
  )
  const target = folder + asFolder(subfolder)
  const problem = problemOf(draft, 'data')
  return (
    <>
      <div className="field-row">
        <ChoiceInput
          label={t`Datastore`}
          value={datastore}
          choices={[
            { value: '', text: t`Choose…` },
            ...datastores.map(({ name }) => ({ value: name, text: name })),
          ]}
          onChange={(name) => choose(name, '')}
          isDisabled={isUploading}
        />
        <NewDatastore onMade={(name) => choose(name, '')} />
      </div>
      {datastores.length === 0 && (
        <p>
          <Trans>A datastore is the storage that the images are in. There is none yet: connect one.</Trans>
        </p>
      )}
      {datastore !== '' && (
        <>
          <h3>
            <Trans>Folder with the images</Trans>
          </h3>
          <p className="quiet">
            <Trans>All images in the open folder, and in folders in it, are taken.</Trans>
          </p>
          <FolderBrowser
            datastore={datastore}
            prefix={folder}
            onOpen={(prefix) => {
              // An upload that runs keeps its folder.
              if (!isUploading) choose(datastore, prefix)
            }}
          />
          <details
            className="panel"
            // Chosen images stay in sight until they are uploaded.
            open={isUploadOpen || images !== undefined}
            onToggle={({ currentTarget }) => setUploadOpen(currentTarget.open)}
          >
            <summary>
              <Trans>Upload images from this device</Trans>
            </summary>
            <TextInput
              label={t`New folder (optional)`}
              hint={t`Without one the images come into the open folder.`}
              value={subfolder}
              onChange={(text) => onUnfinished({ subfolder: text })}
              isDisabled={isUploading}
              autoComplete="off"
            />
            <UploadPanel
              key={target}
              datastore={datastore}
              folder={target}
              choice={images}
              onChoice={(choice) => onUnfinished({ images: choice })}
              onRunning={onUploading}
              onUploaded={() => {
                inBackground(queries.invalidateQueries({ queryKey: browseKey(datastore) }))
                // What was uploaded is what the dataset is to have.
                if (subfolder.trim() !== '') choose(datastore, target)
                onUnfinished({ subfolder: '' })
              }}
            />
          </details>
          <TextInput
            label={t`Name of the dataset`}
            value={datasetName}
            onChange={(name) => onChange({ datasetName: name })}
            problem={problem === 'BadDatasetName' ? t(stepProblems[problem]) : undefined}
            autoComplete="off"
          />
          <Button
            isDisabled={problem !== undefined}
            isPending={make.isPending}
            onPress={() => make.mutate(undefined)}
          >
            <Trans>Make the dataset now and show its images</Trans>
          </Button>
        </>
      )}
    </>
  )
}
