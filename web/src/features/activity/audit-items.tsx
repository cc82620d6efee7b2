import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { formatNumber } from '../../ui/format.ts'

const mostLinks = 20

interface AuditItemsProps {
  readonly project: string
  readonly items: readonly string[]
}

/** Ways to the items of a change. */
export const AuditItems = ({ project, items }: AuditItemsProps) => (
  <div>
    {items.slice(0, mostLinks).map((item, index) => (
      <Link key={item} to="/p/$project/items/$item" params={{ project, item }} className="inline-link">
        <Trans>Item {formatNumber(index + 1)}</Trans>
      </Link>
    ))}
    {items.length > mostLinks && '…'}
  </div>
)
