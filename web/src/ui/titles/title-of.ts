import type { MessageDescriptor } from '@lingui/core'

export type Titles = Readonly<Record<string, MessageDescriptor>>

/** The title of a value of the API; a value of a later service stays as it is. */
export const titleOf = (t: (title: MessageDescriptor) => string, titles: Titles, value: string): string => {
  const title = Object.hasOwn(titles, value) ? titles[value] : undefined
  return title ? t(title) : value
}
