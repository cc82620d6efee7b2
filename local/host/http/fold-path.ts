const isDot = (segment: string): boolean => /^(?:\.|%2e)$/i.test(segment)
const isDots = (segment: string): boolean => /^(?:\.|%2e){2}$/i.test(segment)

/** The path as Azure's host routes it, and passes it on to the app: `.` and `..` are resolved first, `a/..` leaves a slash. */
export const foldPath = (path: string): string => {
  if (!/\/(?:\.|%2e)/i.test(path)) return path
  const folded: string[] = []
  const segments = path.split('/').slice(1)
  for (const segment of segments)
    if (isDots(segment)) folded.pop()
    else if (!isDot(segment)) folded.push(segment)
  const last = segments.at(-1) ?? ''
  return `/${[...folded, ...(isDot(last) || isDots(last) ? [''] : [])].join('/')}`
}
