import { Trans, useLingui } from '@lingui/react/macro'
import { memo, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import type { ListedClass } from '../../classes/class-list.ts'
import { useSlice } from '../../core/use-slice.ts'
import { currentPage } from '../../outbox/work.ts'
import { KeyCap } from '../../ui/key-cap.tsx'
import { labelOf } from './label-actions.ts'
import { useLabeling } from './label-context.ts'
import { Swatch } from './swatch.tsx'

/** Classes that are shown at once; a search finds the others. */
export const mostChips = 60

interface ChipProps {
  readonly one: ListedClass
  readonly keyCap: string | undefined
}

interface ChipButtonProps extends ChipProps {
  readonly isPressed: boolean
}

/** Apart from what it watches: a key gives the class and moves the focus on, after which the chip is as before. */
const ChipButton = memo(({ one, keyCap, isPressed }: ChipButtonProps): ReactNode => {
  const { actions } = useLabeling()
  return (
    <Button
      className="chip"
      data-level={one.level}
      aria-pressed={isPressed}
      excludeFromTabOrder={false}
      preventFocusOnPress
      onPress={() => actions.applyClass(one.path)}
    >
      <Swatch color={one.color} />
      <span className="chip-name">{one.name}</span>
      {keyCap !== undefined && <KeyCap keyName={keyCap} />}
    </Button>
  )
})

const ChipView = ({ one, keyCap }: ChipProps): ReactNode => {
  const { bench, selection, editor } = useLabeling()
  /** Whether the focused item has this class: a stable value for each store. */
  const hasIt = (): boolean => {
    const { focused } = selection.state()
    const page = currentPage(bench.state().work)
    return editor.classesOf(labelOf(page?.history.answers.get(focused ?? ''))).includes(one.path)
  }
  const byAnswer = useSlice(bench, hasIt)
  const byFocus = useSlice(selection, hasIt)
  return <ChipButton one={one} keyCap={keyCap} isPressed={byAnswer && byFocus} />
}

const Chip = memo(ChipView)

interface ClassPanelProps {
  readonly keys: ReadonlyMap<string, string>
  readonly allowNoClass: boolean
  readonly onSearch: () => void
}

/** The classes with their keys. */
export const ClassPanel = ({ keys, allowNoClass, onSearch }: ClassPanelProps): ReactNode => {
  const { t } = useLingui()
  const { classes, actions } = useLabeling()
  return (
    <section className="class-panel" aria-label={t`Classes`}>
      <Button className="chip" preventFocusOnPress onPress={onSearch}>
        <span className="chip-name">
          <Trans>Search</Trans>
        </span>
        <KeyCap command="searchClasses" />
      </Button>
      {classes.slice(0, mostChips).map((one) => (
        <Chip key={one.path} one={one} keyCap={keys.get(one.path)} />
      ))}
      {allowNoClass && (
        <Button className="chip" preventFocusOnPress onPress={actions.giveNone}>
          <span className="chip-name">
            <Trans>No class</Trans>
          </span>
        </Button>
      )}
      {classes.length > mostChips && (
        <p className="quiet">
          <Trans>The search finds all {classes.length} classes.</Trans>
        </p>
      )}
    </section>
  )
}
