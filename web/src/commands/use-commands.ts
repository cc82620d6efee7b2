import { useEffectEvent, useLayoutEffect } from 'react'
import { usePreferences } from '../preferences/preference-store.ts'
import { commandIds, commands, keysOfCommands, type CommandId, type CommandScope } from './commands.ts'
import { isSingleKey, keyOf, type Key } from './key-of.ts'

type Handlers = Readonly<Partial<Record<CommandId, () => void>>>

/** The commands of the mounted screens, as they are now. */
const mounted = new Set<() => readonly CommandId[]>()
export const heardCommands = (): ReadonlySet<CommandId> => new Set([...mounted].flatMap((ids) => ids()))

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=range])'))

/** Keys that a focused button, link, tab or option acts upon itself. */
const isForControl = (key: Key, target: EventTarget | null): boolean =>
  (key === 'Enter' || key === 'Space') &&
  target instanceof HTMLElement &&
  target.closest('button, a[href], [role=tab], [role=option], [role=menuitem], summary, [role=checkbox]') !==
    null

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('[role=dialog], [role=alertdialog], [role=listbox], [role=menu]') !== null

/**
 * Binds commands of a scope, and other keys such as those of classes, to the mounted screen. They are not heard while a
 * person types, in a dialog, or again and again while a key stays down.
 */
export const useCommands = (
  scope: CommandScope,
  handlers: Handlers,
  otherKeys: (key: Key) => (() => void) | undefined = () => undefined,
): void => {
  const { keys: chosen, singleKeys } = usePreferences()
  const hear = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return
    const key = keyOf(event)
    if (isForControl(key, event.target) || isInDialog(event.target)) return
    if (!singleKeys && isSingleKey(key)) return
    const keys = keysOfCommands(chosen)
    const id = commandIds.find((name) => commands[name].scope === scope && keys[name] === key)
    const run = (id === undefined ? undefined : handlers[id]) ?? otherKeys(key)
    if (!run) return
    event.preventDefault()
    if (!event.repeat) run()
  })

  const ids = useEffectEvent(() => commandIds.filter((id) => handlers[id] !== undefined))

  // Of the effects, React ends these alone while it hides a screen until the next one is loaded.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => hear(event)
    const tell = (): readonly CommandId[] => ids()
    document.addEventListener('keydown', listen)
    mounted.add(tell)
    return () => {
      document.removeEventListener('keydown', listen)
      mounted.delete(tell)
    }
  }, [])
}
