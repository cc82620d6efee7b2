import { Trans, useLingui } from '@lingui/react/macro'
import type { Schemas } from '../../api/client.ts'
import { formatShare } from '../../ui/format.ts'
import { titleOf } from '../../ui/titles/title-of.ts'
import { includeTitles } from './include-titles.ts'

interface ExportFactsProps {
  readonly entry: Schemas['Export']
  /** The time of the export that only changes were asked since. */
  readonly since: string | undefined
}

/** What an export was asked for: which items, in which parts, and what its format leaves out. */
export const ExportFacts = ({ entry, since }: ExportFactsProps) => {
  const { t } = useLingui()
  const { include, split, unsized } = entry
  const facts = [
    titleOf(t, includeTitles, include),
    ...(entry.since === undefined
      ? []
      : [since === undefined ? t`Only changes` : t`Only changes since ${since}`]),
  ]
  return (
    <p className="quiet">
      {facts.join(' · ')}
      {split && (
        <>
          {' · '}
          <Trans>
            training {formatShare(split.train)}, validation {formatShare(split.validation)}, test{' '}
            {formatShare(split.test)}
          </Trans>
        </>
      )}
      {unsized === 'LeaveOut' && (
        <>
          {' · '}
          <Trans>without items that have no usable image</Trans>
        </>
      )}
    </p>
  )
}
