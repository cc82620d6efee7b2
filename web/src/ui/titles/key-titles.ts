import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { Key } from '../../commands/key-of.ts'
import { titleOf, type Titles } from './title-of.ts'

/** What keyboards have printed on the keys that print no character. */
const keyTitles: Titles = {
  ArrowLeft: msg`Left arrow`,
  ArrowRight: msg`Right arrow`,
  ArrowUp: msg`Up arrow`,
  ArrowDown: msg`Down arrow`,
  Escape: msg`Esc`,
  Backspace: msg`Backspace`,
  Delete: msg`Del`,
  Enter: msg`Enter`,
  Space: msg`Space`,
  Shift: msg`Shift`,
  Ctrl: msg`Ctrl`,
}

/** A key as a person knows it. The last sign can be `+` itself. */
export const keyText = (t: (title: MessageDescriptor) => string, key: Key): string => {
  const parts = key.endsWith('+') ? [...key.slice(0, -1).split('+').filter(Boolean), '+'] : key.split('+')
  return parts.map((part) => titleOf(t, keyTitles, part)).join(' + ')
}
