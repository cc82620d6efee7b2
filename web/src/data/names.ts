const name = /^[a-z0-9][a-z0-9\-_]{0,254}$/i
const accents = /\p{M}/gu

/** Whether the API takes it as the name of a datastore, a dataset or a project. */
export const isName = (text: string): boolean => name.test(text)

/** A name for addresses that reads like the words: `Été à la plage` is `ete-a-la-plage`. Empty without letters. */
export const proposeName = (words: string): string =>
  words
    .normalize('NFD')
    .replace(accents, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, 60)
    .replace(/-+$/, '')

/** The first of `name`, `name-2`, `name-3` … that nobody has. */
export const freeName = (wanted: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(wanted)) return wanted
  for (let number = 2; number <= taken.size + 2; number += 1)
    if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`
  return wanted
}
