/** One segment of a route: a literal in lower case, `{name}`, or `{*name}` for the rest of the path. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'rest'; readonly name: string }

const parameter = /^\{(\*?)([A-Za-z_]\w*)\}$/

const segmentOf = (text: string, template: string): Segment => {
  if (!/[{}]/.test(text)) return { kind: 'literal', text: text.toLowerCase() }
  const [, star, name] = parameter.exec(text) ?? []
  if (name !== undefined) return { kind: star === '' ? 'parameter' : 'rest', name }
  throw new Error(
    `Route "${template}": "${text}" is not supported: write {name}, or {*name} at the end, and check the value in the function.`,
  )
}

/** Reads an ASP.NET route template. @throws Error about the first segment that this host cannot match */
export const parseRoute = (template: string): readonly Segment[] => {
  const segments = template
    .split('/')
    .filter((part) => part !== '')
    .map((part) => segmentOf(part, template))
  if (segments.slice(0, -1).some(({ kind }) => kind === 'rest'))
    throw new Error(`Route "${template}": move the segment with "*" to the end.`)
  return segments
}
