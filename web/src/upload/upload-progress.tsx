import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useSyncExternalStore } from 'react'
import { Button, Label, ProgressBar } from 'react-aria-components'
import { formatBytes, formatNumber } from '../ui/format.ts'
import { ProblemWords } from '../ui/problem-words.tsx'
import type { Upload } from './upload.ts'

interface UploadProgressProps {
  readonly upload: Upload
  readonly onRetry: () => void
  readonly onMore: () => void
}

const shownNames = 10

/** How far an upload is, and what can be done about what is missing. */
export const UploadProgress = ({ upload, onRetry, onMore }: UploadProgressProps) => {
  const { t } = useLingui()
  const { status, files, bytes, done, present, failed, sentBytes, problem } = useSyncExternalStore(
    upload.subscribe,
    upload.state,
  )
  const isRunning = status === 'Running'
  useEffect(() => {
    if (!isRunning) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    globalThis.addEventListener('beforeunload', warn)
    return () => globalThis.removeEventListener('beforeunload', warn)
  }, [isRunning])
  const there = formatNumber(done + present)
  const all = formatNumber(files)
  const sizes = `${formatBytes(sentBytes)} / ${formatBytes(bytes)}`
  const isWhole = done + present === files
  return (
    <div className="upload-progress">
      <ProgressBar
        className="progress"
        value={sentBytes}
        maxValue={Math.max(1, bytes)}
        valueLabel={t`${there} of ${all}`}
      >
        {({ percentage, valueText }) => (
          <>
            <Label>
              <Trans>Files uploaded</Trans>
            </Label>{' '}
            <span>
              {valueText} · {sizes}
            </span>
            <progress aria-hidden="true" max={100} value={percentage ?? 0} />
          </>
        )}
      </ProgressBar>
      <div role="status">
        {!isRunning && isWhole && (
          <p>
            <Trans>All files are there.</Trans>
          </p>
        )}
        {!isRunning && present > 0 && (
          <p>
            <Plural
              value={present}
              one="# file was there already and stays as it was."
              other="# files were there already and stay as they were."
            />
          </p>
        )}
        {!isRunning && !isWhole && (
          <p>
            <Plural value={files - done - present} one="# file is missing." other="# files are missing." />
          </p>
        )}
      </div>
      {problem !== undefined && (
        <p role="alert" className="field-problem">
          <ProblemWords error={problem} />
        </p>
      )}
      {failed.length > 0 && <p className="quiet">{failed.slice(0, shownNames).join(', ')}</p>}
      <div className="actions">
        {isRunning && (
          <Button onPress={() => upload.stop()}>
            <Trans>Stop</Trans>
          </Button>
        )}
        {!isRunning && !isWhole && (
          <Button className="primary" onPress={onRetry}>
            <Trans>Send what is missing</Trans>
          </Button>
        )}
        {!isRunning && (
          <Button onPress={onMore}>
            <Trans>Upload more</Trans>
          </Button>
        )}
      </div>
    </div>
  )
}
