import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button, DropZone, FileTrigger } from 'react-aria-components'
import { useApi } from '../api/api-context.tsx'
import { inBackground } from '../core/in-background.ts'
import { say } from '../shell/toast-queue.ts'
import { formatBytes } from '../ui/format.ts'
import { wordsOf } from '../ui/words-of.ts'
import { chooseFiles, type Choice, type LocalFile } from './choose-files.ts'
import { createUpload } from './create-upload.ts'
import { readDrop, readPicked } from './read-drop.ts'
import { SkippedFiles } from './skipped-files.tsx'
import type { Upload } from './upload.ts'
import { uploadPorts } from './upload-ports.ts'
import { UploadProgress } from './upload-progress.tsx'
import './upload.css'

interface UploadPanelProps {
  readonly datastore: string
  /** The folder that the files come into; empty or with `/` at its end. */
  readonly folder: string
  /** The files that are chosen and not all uploaded. */
  readonly choice: Choice | undefined
  readonly onChoice: (choice: Choice | undefined) => void
  /** Files have come into the folder. */
  readonly onUploaded: () => void
  readonly onRunning?: (isRunning: boolean) => void
}

const bytesOf = ({ chosen }: Choice): number => chosen.reduce((sum, { file }) => sum + file.size, 0)

/** Uploads images and folders of images by drop or picker. Nothing that is there is overwritten. */
export const UploadPanel = ({
  datastore,
  folder,
  choice,
  onChoice,
  onUploaded,
  onRunning,
}: UploadPanelProps) => {
  const { t } = useLingui()
  const api = useApi()
  const [upload, setUpload] = useState<Upload>()
  const [isReading, setReading] = useState(false)
  const take = async (read: () => Promise<readonly LocalFile[]>): Promise<void> => {
    setReading(true)
    try {
      onChoice(chooseFiles(await read()))
      setUpload(undefined)
    } catch (error) {
      say({ ...wordsOf(error), tone: 'problem' })
    } finally {
      setReading(false)
    }
  }
  const run = async (work: Upload): Promise<void> => {
    onRunning?.(true)
    await work.run()
    onRunning?.(false)
    const { files, done, present } = work.state()
    if (done + present === files) onChoice(undefined)
    onUploaded()
  }
  const start = (chosen: readonly LocalFile[]): void => {
    const work = createUpload(chosen, uploadPorts(api, datastore, folder))
    setUpload(work)
    inBackground(run(work))
  }
  if (upload)
    return (
      <UploadProgress
        upload={upload}
        onRetry={() => inBackground(run(upload))}
        onMore={() => {
          setUpload(undefined)
          onChoice(undefined)
        }}
      />
    )
  return (
    <div>
      <DropZone
        className="drop-zone"
        onDrop={({ items }) => inBackground(take(() => readDrop(items)))}
        getDropOperation={() => 'copy'}
        aria-label={t`Drop images or folders here`}
      >
        <span aria-hidden="true">{t`Drop images or folders here`}</span>
        <div className="actions">
          <FileTrigger
            acceptDirectory
            onSelect={(files) => {
              if (files) inBackground(take(() => Promise.resolve(readPicked(files))))
            }}
          >
            <Button>
              <Trans>Choose a folder</Trans>
            </Button>
          </FileTrigger>
          <FileTrigger
            allowsMultiple
            onSelect={(files) => {
              if (files) inBackground(take(() => Promise.resolve(readPicked(files))))
            }}
          >
            <Button>
              <Trans>Choose files</Trans>
            </Button>
          </FileTrigger>
        </div>
      </DropZone>
      {isReading && <p role="status">{t`The files are being counted.`}</p>}
      {choice && (
        <div role="status">
          <p>
            <Plural value={choice.chosen.length} _0="No images" one="# image" other="# images" />
            {choice.chosen.length > 0 && <>, {formatBytes(bytesOf(choice))}</>}
          </p>
          <SkippedFiles leftOut={choice.leftOut} />
          <div className="actions">
            <Button
              className="primary"
              isDisabled={choice.chosen.length === 0}
              onPress={() => start(choice.chosen)}
            >
              <Trans>Upload</Trans>
            </Button>
            <Button onPress={() => onChoice(undefined)}>
              <Trans>Take them back</Trans>
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}
