import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { inBackground } from '../../core/in-background.ts'
import { FolderBrowser } from '../../data/folder-browser.tsx'
import { asFolder, nameOf, patternOf } from '../../data/folder-paths.ts'
import { proposeName } from '../../data/names.ts'
import { browseKey } from '../../data/queries.ts'
import type { Choice } from '../../upload/choose-files.ts'
import { UploadPanel } from '../../upload/upload-panel.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { NewDatasetDialog } from './new-dataset-dialog.tsx'

interface DatastoreFilesProps {
  readonly datastore: string
  /** The folder that is open at first. */
  readonly folder: string
}

/** The folders of a datastore, and the upload into the open one. */
export const DatastoreFiles = ({ datastore, folder: first }: DatastoreFilesProps) => {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [prefix, setPrefix] = useState(first)
  const [subfolder, setSubfolder] = useState('')
  const [choice, setChoice] = useState<Choice>()
  const [isRunning, setRunning] = useState(false)
  const target = prefix + asFolder(subfolder)
  const from = {
    datastore,
    path: patternOf(prefix),
    name: proposeName(nameOf(prefix) || datastore),
  }
  return (
    <>
      <section className="panel" aria-labelledby="files">
        <header className="screen-header">
          <h2 id="files">
            <Trans>Files</Trans>
          </h2>
          <NewDatasetDialog key={from.path} from={from} />
        </header>
        <FolderBrowser
          datastore={datastore}
          prefix={prefix}
          onOpen={(folder) => {
            // An upload that runs keeps its folder.
            if (!isRunning) setPrefix(folder)
          }}
        />
      </section>
      <section className="panel" aria-labelledby="upload">
        <h2 id="upload">
          <Trans>Upload</Trans>
        </h2>
        <p>
          <Trans>
            Files come into <code>{`${datastore}/${target}`}</code>. Nothing that is there is overwritten.
          </Trans>
        </p>
        <TextInput
          label={t`New folder (optional)`}
          hint={t`Without one the images come into the open folder.`}
          value={subfolder}
          onChange={setSubfolder}
          isDisabled={isRunning}
          autoComplete="off"
        />
        <UploadPanel
          key={target}
          datastore={datastore}
          folder={target}
          choice={choice}
          onChoice={setChoice}
          onRunning={setRunning}
          onUploaded={() => inBackground(queries.invalidateQueries({ queryKey: browseKey(datastore) }))}
        />
      </section>
    </>
  )
}
