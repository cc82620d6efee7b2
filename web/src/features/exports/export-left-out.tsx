import { Plural, Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useApi } from '../../api/api-context.tsx'
import { leftOutFile, leftOutQuery, type LeftOut } from './left-out.ts'

interface ReasonLinkProps {
  readonly project: string
  readonly reason: keyof LeftOut
  readonly count: number
}

/** The items that are so now, in the review. */
const ReasonLink = ({ project, reason, count }: ReasonLinkProps) => {
  const search = {
    missing: { missing: true },
    removed: { state: 'removed' },
    withoutImage: { problem: 'any' },
  }[reason]
  return (
    <Link to="/p/$project/review" params={{ project }} search={search} className="inline-link">
      {reason === 'missing' && <Plural value={count} one="# file is missing" other="# files are missing" />}
      {reason === 'removed' && <Plural value={count} one="# was removed" other="# were removed" />}
      {reason === 'withoutImage' && (
        <Plural value={count} one="# has no usable image" other="# have no usable image" />
      )}
    </Link>
  )
}

const reasons = ['missing', 'removed', 'withoutImage'] as const

interface ExportLeftOutProps {
  readonly project: string
  readonly exportId: string
}

/** How many items have no row though they were asked for, and why. */
export const ExportLeftOut = ({ project, exportId }: ExportLeftOutProps) => {
  const { data } = useQuery(leftOutQuery(useApi(), project, exportId))
  const count = data ? data.missing + data.removed + data.withoutImage : 0
  return (
    <p>
      {count === 0 ? (
        <Trans>Some items are left out.</Trans>
      ) : (
        <Plural value={count} one="# item is left out:" other="# items are left out:" />
      )}{' '}
      {data &&
        reasons.map((reason) =>
          data[reason] === 0 ? null : (
            <ReasonLink key={reason} project={project} reason={reason} count={data[reason]} />
          ),
        )}
      <span className="quiet">
        <Trans>
          The file <code>{leftOutFile}</code> lists them.
        </Trans>
      </span>
    </p>
  )
}
