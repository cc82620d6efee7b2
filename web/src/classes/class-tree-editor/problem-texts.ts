import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { NameProblem, ShortcutProblem } from './class-problems.ts'

export const nameProblems: Readonly<Record<NameProblem, MessageDescriptor>> = {
  Empty: msg`Give the class a name.`,
  TooLong: msg`A name has at most 256 characters.`,
  BadCharacter: msg`A name has no “/”, no “;” and no line breaks.`,
  BadStart: msg`A name does not begin with = + - @, and neither begins nor ends with a space.`,
  Repeated: msg`Another class of this level has the same name.`,
  TooDeep: msg`A tree has at most six levels: move the class one level up.`,
}

export const shortcutProblems: Readonly<Record<ShortcutProblem, MessageDescriptor>> = {
  BadKey: msg`A key is one letter a to z, or one digit.`,
  KeyOfCommand: msg`The label screen uses this key itself.`,
  KeyTaken: msg`Another class has the same key.`,
}

export const descriptionProblems: Readonly<Record<'TooLong', MessageDescriptor>> = {
  TooLong: msg`A description has at most 1,000 characters.`,
}

/** A name would be lost if it were left in its field. */
export const classNotAdded = msg`The class in the field is not added yet. Press Add, or clear the field.`
