import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/api-context.tsx'
import type { Schemas } from '../api/client.ts'
import { ProblemView } from '../shell/problem-view.tsx'
import { nameOf } from './folder-paths.ts'
import { LeftOutFiles } from './left-out-files.tsx'
import { previewQuery } from './queries.ts'
import './data.css'

const Thumbnail = ({ file }: { readonly file: Schemas['DatasetFile'] }) => {
  const { t } = useLingui()
  const [isBroken, setBroken] = useState(false)
  return (
    <figure>
      {isBroken ? (
        <span className="no-picture quiet">{t`Cannot be shown`}</span>
      ) : (
        <img
          src={file.thumbnailUrl ?? file.contentUrl}
          alt=""
          loading="lazy"
          onError={() => setBroken(true)}
        />
      )}
      <figcaption title={file.path}>{nameOf(file.path)}</figcaption>
    </figure>
  )
}

/** How many files a dataset has, the first pictures, and the files that are left out. */
export const DatasetPreview = ({ dataset }: { readonly dataset: string }) => {
  const preview = useQuery(previewQuery(useApi(), dataset))
  if (preview.error)
    return (
      <ProblemView
        error={preview.error}
        onRetry={() => {
          preview.refetch().catch(() => {})
        }}
      />
    )
  if (!preview.data)
    return (
      <p role="status">
        <Trans>The files are being counted.</Trans>
      </p>
    )
  const { value, files } = preview.data
  return (
    <>
      <p role="status">
        <strong>
          {files.complete ? (
            <Plural value={files.chosen} _0="No images" one="# image" other="# images" />
          ) : (
            <Plural value={files.chosen} one="At least # image" other="At least # images" />
          )}
        </strong>
      </p>
      <div className="thumbnails">
        {value.map((file) => (
          <Thumbnail key={file.path} file={file} />
        ))}
      </div>
      <LeftOutFiles leftOut={files.leftOut} />
    </>
  )
}
