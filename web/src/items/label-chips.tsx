import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { ListedClass } from '../classes/class-list.ts'

interface LabelChipsProps {
  readonly labels: readonly string[]
  readonly classes: ReadonlyMap<string, ListedClass>
  /** Names from the root, where there is room. */
  readonly isLong?: boolean
}

/** The classes of an answer, by colour and by name. */
export const LabelChips = ({ labels, classes, isLong = false }: LabelChipsProps): ReactNode =>
  labels.length === 0 ? (
    <span className="label-chip">
      <Trans>no class</Trans>
    </span>
  ) : (
    labels.map((path) => {
      const listed = classes.get(path)
      return (
        <span key={path} className="label-chip" title={path}>
          <span className="label-color" aria-hidden="true" style={{ backgroundColor: listed?.color }} />
          {isLong ? path.split('/').join(' › ') : (listed?.name ?? path)}
        </span>
      )
    })
  )
