import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { Schemas } from '../api/client.ts'
import { formatNumber } from '../ui/format.ts'

/** The files that are no items, and why. */
export const LeftOutFiles = ({ leftOut }: { readonly leftOut: Schemas['LeftOut'] }) => {
  const { t } = useLingui()
  if (leftOut.count === 0) return undefined
  const reasonOf = ({ reason, extension }: Schemas['LeftOutFiles']): string => {
    if (reason === 'NoExtension') return t`Names without an extension`
    if (reason === 'UnaddressableName') return t`Names that no address can have`
    return extension === undefined ? t`Other extensions` : `.${extension}`
  }
  return (
    <details className="left-out">
      <summary>
        <Plural value={leftOut.count} one="# file is left out" other="# files are left out" />
      </summary>
      <ul>
        {leftOut.reasons.map((one) => (
          <li key={`${one.reason} ${one.extension ?? ''}`}>
            <Trans>
              <strong>{reasonOf(one)}</strong>: {formatNumber(one.count)}
            </Trans>{' '}
            <span className="quiet">{one.examples.join(', ')}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
