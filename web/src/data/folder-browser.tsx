import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { Breadcrumb, Breadcrumbs, Button, Link } from 'react-aria-components'
import { useApi } from '../api/api-context.tsx'
import { continuationOf } from '../api/take-all.ts'
import { ProblemView } from '../shell/problem-view.tsx'
import { formatBytes } from '../ui/format.ts'
import { foldersTo, nameOf } from './folder-paths.ts'
import { browseKey, readFolder } from './queries.ts'
import './data.css'

interface FolderBrowserProps {
  readonly datastore: string
  readonly prefix: string
  readonly onOpen: (prefix: string) => void
}

/** The folders and files of a datastore, a folder at a time. */
export const FolderBrowser = ({ datastore, prefix, onOpen }: FolderBrowserProps) => {
  const { t } = useLingui()
  const api = useApi()
  const listing = useInfiniteQuery({
    queryKey: [...browseKey(datastore), prefix],
    queryFn: ({ pageParam, signal }) => readFolder(api, { datastore, prefix }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: continuationOf,
  })
  const list = useRef<HTMLUListElement>(null)
  /** What was pressed goes with its folder: the focus comes to what is in the next one. */
  const open = (folder: string): void => {
    list.current?.focus()
    onOpen(folder)
  }
  const entries = listing.data?.pages.flatMap(({ value }) => value) ?? []
  return (
    <div className="folder-browser">
      <Breadcrumbs aria-label={t`Folder`} onAction={(key) => open(String(key).slice(1))}>
        {foldersTo(prefix).map((folder) => (
          <Breadcrumb key={folder} id={`/${folder}`}>
            <Link>{folder === '' ? datastore : nameOf(folder)}</Link>
          </Breadcrumb>
        ))}
      </Breadcrumbs>
      {listing.error && (
        <ProblemView
          error={listing.error}
          onRetry={() => {
            listing.refetch().catch(() => {})
          }}
        />
      )}
      <p className="visually-hidden" role="status">
        {listing.isPending ? (
          t`In progress`
        ) : (
          <Plural value={entries.length} one="# entry" other="# entries" />
        )}
      </p>
      <ul ref={list} tabIndex={-1} className="plain folder-entries" aria-label={t`Files and folders`}>
        {entries.map(({ kind, path, size }) => (
          <li key={path}>
            {kind === 'Folder' ? (
              <Button className="folder" onPress={() => open(path)}>
                {nameOf(path)}
                <span aria-hidden="true">/</span>
              </Button>
            ) : (
              <span className="file">
                {nameOf(path)} {size !== undefined && <span className="quiet">{formatBytes(size)}</span>}
              </span>
            )}
          </li>
        ))}
      </ul>
      {!listing.isPending && !listing.error && entries.length === 0 && (
        <p className="quiet">
          <Trans>There are no files here yet.</Trans>
        </p>
      )}
      {listing.hasNextPage && (
        <Button
          isPending={listing.isFetchingNextPage}
          onPress={() => {
            listing.fetchNextPage().catch(() => {})
          }}
        >
          <Trans>Show more</Trans>
        </Button>
      )}
    </div>
  )
}
