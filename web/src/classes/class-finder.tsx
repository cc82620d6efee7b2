import { memo, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Input, Label, SearchField } from 'react-aria-components'
import type { ListedClass } from './class-list.ts'
import { rowAfterKey } from './list-walk.ts'
import './class-finder.css'

/** Rows that fill the list in any window of this screen: its height is 40 % of the window, a row is 35 px high. */
const rowsAtOnce = (): number => Math.ceil((screen.height * 0.4) / 35) + 1

interface RowProps {
  readonly one: ListedClass
  readonly id: string
  readonly index: number
  readonly count: number
  readonly isActive: boolean
  readonly mark: string | undefined
}

const RowView = ({ one, id, index, count, isActive, mark }: RowProps): ReactNode => (
  <li
    role="option"
    id={id}
    className="found-class"
    data-index={index}
    aria-selected={isActive}
    aria-setsize={count}
    aria-posinset={index + 1}
  >
    <span className="found-color" aria-hidden="true" style={{ backgroundColor: one.color }} />
    <span>
      {one.path.split('/').join(' › ')}
      {mark !== undefined && ` ${mark}`}
    </span>
    {one.description !== undefined && <span className="quiet">{one.description}</span>}
  </li>
)

const Row = memo(RowView)

interface ClassFinderProps {
  readonly label: string
  readonly listLabel: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly found: readonly ListedClass[]
  /** Between the field and the list. */
  readonly status: ReactNode
  /** What is written beside a class, such as that it is chosen. */
  readonly markOf?: (path: string) => string | undefined
  readonly onChoose: (path: string) => void
}

/**
 * A text field with the classes that it finds: the focus stays in the field, arrows walk, Enter chooses. A key draws the rows
 * that are seen and no others, as there can be a thousand; scrolling and walking draw more.
 */
export const ClassFinder = ({
  label,
  listLabel,
  query,
  onQuery,
  found,
  status,
  markOf,
  onChoose,
}: ClassFinderProps): ReactNode => {
  const listId = useId()
  const list = useRef<HTMLUListElement>(null)
  const [first] = useState(rowsAtOnce)
  const [drawn, setDrawn] = useState(first)
  /** While nothing is typed nothing is active, so that Enter chooses nothing by accident. */
  const [active, setActive] = useState(query.trim() === '' ? -1 : 0)
  const idOf = ({ path }: ListedClass): string => `${listId}${encodeURIComponent(path)}`
  const activeOne = found[active]
  const activeId = activeOne && idOf(activeOne)

  useLayoutEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  const ask = (next: string): void => {
    setActive(next.trim() === '' ? -1 : 0)
    setDrawn(first)
    onQuery(next)
  }
  const walk = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    const row = rowAfterKey(event.key, active, found.length)
    if (row !== undefined) {
      setActive(row)
      setDrawn(Math.max(drawn, row + first))
    } else if (event.key === 'Enter' && activeOne) onChoose(activeOne.path)
    else return
    event.preventDefault()
  }
  const drawMore = (): void => {
    if (!list.current || drawn >= found.length) return
    const { scrollTop, clientHeight, scrollHeight } = list.current
    if (scrollTop + 2 * clientHeight > scrollHeight) setDrawn(drawn + first)
  }
  const pressed = (target: EventTarget): void => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
    const one = found[Number(row?.dataset['index'] ?? -1)]
    if (one) onChoose(one.path)
  }

  return (
    <>
      <SearchField type="text" autoFocus autoComplete="off" className="field" value={query} onChange={ask}>
        <Label>{label}</Label>
        <Input
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={activeId}
          onKeyDown={walk}
        />
      </SearchField>
      {status}
      <ul
        ref={list}
        id={listId}
        role="listbox"
        aria-label={listLabel}
        className="found-classes"
        hidden={found.length === 0}
        // The focus stays in the field.
        onMouseDown={(event) => event.preventDefault()}
        onClick={({ target }) => pressed(target)}
        onScroll={drawMore}
      >
        {found.slice(0, drawn).map((one, index) => (
          // By their place: another query changes the words of rows that are there, which is quicker than new rows.
          <Row
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            one={one}
            id={idOf(one)}
            index={index}
            count={found.length}
            isActive={index === active}
            mark={markOf?.(one.path)}
          />
        ))}
      </ul>
    </>
  )
}
