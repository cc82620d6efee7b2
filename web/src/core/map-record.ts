/** The same names with other values. */
export const mapRecord = <Name extends string, From, To>(
  record: Readonly<Record<Name, From>>,
  change: (value: From, name: Name) => To,
): Readonly<Record<Name, To>> => {
  const changed: Partial<Record<Name, To>> = {}
  const isWhole = (part: Partial<Record<Name, To>>): part is Record<Name, To> =>
    Object.keys(part).length === Object.keys(record).length
  for (const name in record) changed[name] = change(record[name], name)
  if (!isWhole(changed)) throw new Error('A record with names of its prototype')
  return changed
}
