import { useLingui } from '@lingui/react/macro'
import { lazy, useState } from 'react'
import { Button } from 'react-aria-components'
import { usePerson } from '../session/session-context.tsx'
import { LazyDialog } from './lazy-dialog.tsx'

const loadItems = () => import('./person-menu-items.tsx')
const PersonMenuItems = lazy(loadItems)

const initials = (name: string): string =>
  name
    .split(/\s+/u)
    .map(([first = '']) => first)
    .slice(0, 2)
    .join('')
    .toUpperCase()

/** The person's own menu. Its parts are loaded when it is first opened. */
export const PersonMenu = () => {
  const { t } = useLingui()
  const { name } = usePerson()
  const [trigger, setTrigger] = useState<HTMLButtonElement | null>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        ref={setTrigger}
        className="person"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
      >
        <span>{initials(name)}</span> <span className="visually-hidden">{t`${name}: menu`}</span>
      </Button>
      {isOpen && trigger && (
        <LazyDialog onClose={() => setOpen(false)}>
          <PersonMenuItems trigger={trigger} onClose={() => setOpen(false)} />
        </LazyDialog>
      )}
    </>
  )
}
