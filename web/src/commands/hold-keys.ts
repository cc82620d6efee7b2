import { nothingTyped, typeKey } from './typed-keys.ts'

/** What takes the keys when it is there. */
const takers = '[role=dialog], [role=alertdialog], [role=menu]'

/** As the browser does it: a list that goes with the field listens to both events. */
const insert = (field: HTMLInputElement | HTMLTextAreaElement, data: string): void => {
  const typing = { bubbles: true, inputType: 'insertText', data }
  field.dispatchEvent(new InputEvent('beforeinput', typing))
  field.setRangeText(data, field.selectionStart ?? 0, field.selectionEnd ?? 0, 'end')
  field.dispatchEvent(new InputEvent('input', typing))
}

const enter = (field: HTMLInputElement | HTMLTextAreaElement): void => {
  const press = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true })
  if (field.dispatchEvent(press)) field.form?.requestSubmit()
}

/**
 * From now on no key is a command: something that takes the keys is being loaded. When it has the focus, its field gets what
 * was typed meanwhile. Escape calls it off. Returns what says that the loading has ended, in whatever way.
 */
export const holdKeys = (onCancel: () => void): (() => void) => {
  let typed = nothingTyped
  const end = new AbortController()
  const { signal } = end

  const hold = (event: KeyboardEvent): void => {
    event.stopImmediatePropagation()
    // Keys of the browser, such as that for another load.
    const isChord = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph')
    if (isChord || /^F\d/.test(event.key)) return
    event.preventDefault()
    if (event.key === 'Escape') {
      end.abort()
      onCancel()
    } else if (!event.repeat) typed = typeKey(typed, event)
  }
  const handOver = (): void => {
    if (signal.aborted) return
    end.abort()
    const field = document.activeElement
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
    if (typed.text !== '') insert(field, typed.text)
    // After the screen has heard of the text.
    if (typed.isEntered) setTimeout(() => enter(field))
  }

  globalThis.addEventListener('keydown', hold, { capture: true, signal })
  // A dialog may take the focus before its field does, in the same run.
  globalThis.addEventListener(
    'focusin',
    ({ target }) => {
      if (target instanceof Element && target.closest(takers)) queueMicrotask(handOver)
    },
    { signal },
  )
  return () =>
    queueMicrotask(() => {
      if (document.querySelector(takers) === null) end.abort()
    })
}
