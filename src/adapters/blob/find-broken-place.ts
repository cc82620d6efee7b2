/** What became of a list page. `Broken`: storage cannot write it, although it answers. `Failed`: anything else. */
export type Attempt = { readonly last: string | undefined } | 'Broken' | 'Failed'

/**
 * Finds the last name that can be listed before a listing breaks, where the name after it is in each larger page. A page that
 * fails now and then is not found, as the decisive ones are asked for twice.
 * @param attempt Asks for a list page of this size at the same place; `last` is its last name.
 * @param size A size that was broken.
 * @returns `last` is undefined if already the first name breaks the listing; undefined if there is no such place.
 */
export const findBrokenPlace = async (
  attempt: (size: number) => Promise<Attempt>,
  size: number,
): Promise<{ readonly last: string | undefined } | undefined> => {
  const known: { fine: number; broken: number; last?: string | undefined } = { fine: 0, broken: size }
  const judge = async (count: number): Promise<boolean> => {
    const page = await attempt(count)
    if (page === 'Failed') return false
    if (page === 'Broken') known.broken = count
    else Object.assign(known, { fine: count, last: page.last })
    return true
  }
  // The first name alone tells most often whether storage works at all.
  if (size > 1 && !(await judge(1))) return undefined
  while (known.broken - known.fine > 1)
    if (!(await judge(Math.floor((known.fine + known.broken) / 2)))) return undefined
  if ((await attempt(known.broken)) !== 'Broken') return undefined
  if (known.fine > 0 && typeof (await attempt(known.fine)) === 'string') return undefined
  return { last: known.last }
}

/** The marker of Azure Blob Storage has the name that comes next; that of the emulator is the name before. */
export const nameInMarker = (marker: string): string => {
  const [, encoded] = /^\d+!\d+!([\w+/-]+=*)$/.exec(marker) ?? []
  if (encoded === undefined) return marker
  const decoded = Buffer.from(encoded.replaceAll('-', '='), 'base64').toString()
  return /^\d{6}!([^]*?)!\d{6}!/.exec(decoded)?.[1] ?? marker
}
