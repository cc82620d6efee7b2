import { Plural, useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { ClassFinder } from '../classes/class-finder.tsx'
import type { ListedClass } from '../classes/class-list.ts'
import { createClassSearch } from '../classes/search-classes.ts'

interface ClassChoiceProps {
  readonly classes: readonly ListedClass[]
  readonly chosen: readonly string[]
  readonly onChoose: (path: string) => void
}

/** Finds a class among thousands by parts of its path, without accents. */
export const ClassChoice = ({ classes, chosen, onChoose }: ClassChoiceProps): ReactNode => {
  const { t } = useLingui()
  const [search] = useState(() => createClassSearch(classes))
  const [query, setQuery] = useState('')
  const found = search(query, chosen)
  return (
    <ClassFinder
      label={t`Search the classes`}
      listLabel={t`Found classes`}
      query={query}
      onQuery={setQuery}
      found={found}
      status={
        <p className="quiet" role="status">
          <Plural value={found.length} one="# class" other="# classes" />
        </p>
      }
      markOf={(path) => (chosen.includes(path) ? t`(chosen)` : undefined)}
      onChoose={onChoose}
    />
  )
}
