/** What became of the files, and the lines about it. */
export interface Report {
  readonly copied: (file: { readonly path: string; readonly size: number }, sent: boolean) => void
  readonly failed: (path: string, reason: string) => void
  readonly leftOut: (path: string, reason: string) => void
  readonly counts: () => Counts
  /** The last lines. */
  readonly summary: (url: string) => readonly string[]
}

export interface Counts {
  readonly uploaded: number
  readonly unchanged: number
  readonly failed: number
  readonly leftOut: number
  /** Of the files that were looked at. */
  readonly bytes: number
}

/** The files that are named of those that failed, and of those that were left out. */
const maxNamed = 10
/** The characters of a name that are shown: a name can be long, and hold what a terminal obeys. */
const maxShown = 200

const show = (path: string): string =>
  path.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD').slice(0, maxShown)

const listOf = (title: string, named: readonly string[], all: number): readonly string[] =>
  all === 0
    ? []
    : [
        `${title}:`,
        ...named.map((line) => `  ${line}`),
        ...(all > named.length ? [`  and ${all - named.length} more`] : []),
      ]

export const createReport = (onChange: (counts: Counts) => void = () => undefined): Report => {
  const counts = { uploaded: 0, unchanged: 0, failed: 0, leftOut: 0, bytes: 0 }
  const named = { failed: new Array<string>(), leftOut: new Array<string>() }
  const note = (kind: 'failed' | 'leftOut', path: string, reason: string): void => {
    counts[kind] += 1
    if (named[kind].length < maxNamed) named[kind].push(`${show(path)}: ${show(reason)}`)
    onChange(counts)
  }
  return {
    copied: ({ size }, sent) => {
      counts[sent ? 'uploaded' : 'unchanged'] += 1
      counts.bytes += size
      onChange(counts)
    },
    failed: (path, reason) => note('failed', path, reason),
    leftOut: (path, reason) => note('leftOut', path, reason),
    counts: () => ({ ...counts }),
    summary: (url) => [
      ...listOf('left out', named.leftOut, counts.leftOut),
      ...listOf('failed', named.failed, counts.failed),
      `${counts.uploaded} uploaded, ${counts.unchanged} unchanged, ${counts.failed} failed` +
        `${counts.leftOut > 0 ? `, ${counts.leftOut} left out` : ''}: ${url}`,
    ],
  }
}
