import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { peopleQuery } from '../../api/queries.ts'
import type { ListedClass } from '../../classes/class-list.ts'
import { itemStates } from '../../items/item-states.ts'
import { stateTitle } from '../../items/state-titles.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { ClassFilter } from './class-filter.tsx'
import type { ItemFilter } from '../../items/item-filter.ts'
import { MoreFilters } from './more-filters.tsx'

type Wanted = { readonly [Name in keyof ItemFilter]: ItemFilter[Name] | undefined }

interface FilterBarProps {
  readonly project: string
  readonly classes: readonly ListedClass[]
  readonly filter: ItemFilter
  readonly onChange: (part: Wanted) => void
  readonly onClear: () => void
}

/** What is reviewed: each part is in the address of the screen. */
export const FilterBar = ({ project, classes, filter, onChange, onClear }: FilterBarProps): ReactNode => {
  const { t } = useLingui()
  const { data: people = [] } = useQuery(peopleQuery(useApi(), project))
  const { labeledBy } = filter
  const isKnown = labeledBy === undefined || people.some(({ user }) => user === labeledBy)
  const all = { value: '', text: t`All` }
  return (
    <search aria-label={t`Filter`} className="filter-bar">
      <div className="field-row">
        <ChoiceInput
          label={t`State`}
          value={filter.state ?? ''}
          choices={[all, ...itemStates.map((value) => ({ value, text: stateTitle(t, value) }))]}
          onChange={(state) => onChange({ state: state || undefined })}
        />
        <ClassFilter
          key={filter.class ?? ''}
          classes={classes}
          value={filter.class}
          onChange={(path) => onChange({ class: path })}
        />
        <ChoiceInput
          label={t`Labeler`}
          value={labeledBy ?? ''}
          choices={[
            all,
            ...people.map(({ user, name }) => ({ value: user, text: name ?? user })),
            ...(isKnown ? [] : [{ value: labeledBy, text: labeledBy }]),
          ]}
          onChange={(user) => onChange({ labeledBy: user || undefined })}
        />
        <ChoiceInput
          label={t`Order`}
          value={filter.sort ?? ''}
          choices={[
            { value: '', text: t`None: loads fastest` },
            { value: 'path', text: t`By path` },
          ]}
          onChange={(sort) => onChange({ sort: sort === 'path' ? sort : undefined })}
        />
        <Button onPress={onClear}>
          <Trans>Clear the filter</Trans>
        </Button>
      </div>
      <MoreFilters filter={filter} onChange={onChange} />
    </search>
  )
}
