/** A key with its modifiers, such as `1`, `Shift+1`, `Ctrl+z`, `ArrowRight` or `?`. */
export type Key = string

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const digit = /^(?:Digit|Numpad)([0-9])$/
const oneCharacter = /^.$/u

/** Not a key with a name, such as Tab. */
export const isOneCharacter = (key: string): boolean => oneCharacter.test(key)

/**
 * The name of a key press. Digits are read from the place of the key, because the keys of the digits print other characters
 * on a French keyboard; all others are read from what the key prints. `Ctrl` stands for the Command key of a Mac, too.
 */
export const keyOf = ({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): Key => {
  const number = digit.exec(code)?.[1]
  const printed = key === ' ' ? 'Space' : isOneCharacter(key) ? key.toLowerCase() : key
  const isLetter = /^\p{L}$/u.test(printed)
  // A sign such as `?` needs Shift on one keyboard and not on another.
  const shift = shiftKey && (number !== undefined || isLetter || !isOneCharacter(printed))
  return [
    ...(ctrlKey || metaKey ? ['Ctrl'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shift ? ['Shift'] : []),
    number ?? printed,
  ].join('+')
}

/** A key that prints one character and has no Ctrl or Alt: WCAG 2.1.4 lets people switch these off. */
export const isSingleKey = (key: Key): boolean => /^(?:Shift\+)?.$/u.test(key)
