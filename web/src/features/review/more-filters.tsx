import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { problemTitles } from '../../ui/titles/problem-titles.ts'
import { titleOf } from '../../ui/titles/title-of.ts'
import { CommittedInput } from './committed-input.tsx'
import { parseItemFilter, type ItemFilter } from '../../items/item-filter.ts'
import { problems } from './list-query.ts'

type Part = { readonly [Name in keyof ItemFilter]: ItemFilter[Name] | undefined }
type Flag = 'missing' | 'changed' | 'returned'

interface MoreFiltersProps {
  readonly filter: ItemFilter
  readonly onChange: (part: Part) => void
}

const rare = ['pathPrefix', 'problem', 'missing', 'changed', 'returned', 'from', 'to', 'sample'] as const

/** The parts of a filter that are used now and then. */
export const MoreFilters = ({ filter, onChange }: MoreFiltersProps): ReactNode => {
  const { t } = useLingui()
  const used = rare.filter((name) => filter[name] !== undefined).length
  const all = { value: '', text: t`All` }
  const flag = (name: Flag, label: string) => (
    <ChoiceInput
      label={label}
      value={filter[name] === undefined ? '' : String(filter[name])}
      choices={[all, { value: 'true', text: t`Yes` }, { value: 'false', text: t`No` }]}
      onChange={(value) => onChange({ [name]: value === '' ? undefined : value === 'true' })}
    />
  )
  return (
    <details open={used > 0}>
      <summary>
        <Trans>More filters</Trans>{' '}
        {used > 0 && (
          <span className="quiet">
            (<Plural value={used} one="# in use" other="# in use" />)
          </span>
        )}
      </summary>
      <div className="more-filters">
        <CommittedInput
          label={t`Path begins with`}
          value={filter.pathPrefix}
          onCommit={(pathPrefix) => onChange({ pathPrefix })}
        />
        <ChoiceInput
          label={t`Problem of the file`}
          value={filter.problem ?? ''}
          choices={[
            all,
            ...problems.map((value) => ({
              value,
              text: value === 'any' ? t`Any problem` : titleOf(t, problemTitles, value),
            })),
          ]}
          onChange={(problem) => onChange({ problem: problem || undefined })}
        />
        {flag('missing', t`File is missing`)}
        {flag('changed', t`File changed after the label`)}
        {flag('returned', t`Came back once`)}
        <CommittedInput
          type="date"
          label={t`Answered from`}
          value={filter.from?.slice(0, 10)}
          onCommit={(from) => onChange({ from })}
        />
        <CommittedInput
          type="date"
          label={t`Answered until`}
          value={filter.to?.slice(0, 10)}
          onCommit={(to) => onChange({ to })}
        />
        <CommittedInput
          inputMode="numeric"
          label={t`Sample, in percent`}
          hint={t`The same items each time, from 1 to 100.`}
          value={filter.sample === undefined ? undefined : String(filter.sample)}
          onCommit={(sample) => onChange({ sample: parseItemFilter({ sample: Number(sample) }).sample })}
        />
      </div>
    </details>
  )
}
