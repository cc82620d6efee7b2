/** A file of wrong values: below the variables of each case the reason that a person reads. */
export interface Refusal {
  readonly variables: ReadonlyMap<string, string>
  readonly reason: string
}

export const parseRefusals = (file: string): readonly Refusal[] =>
  file
    .split('\n\n')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const lines = part.trimEnd().split('\n')
      const variables = lines
        .filter((line) => !line.startsWith('  '))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const)
      return {
        variables: new Map(variables),
        reason: lines.find((line) => line.startsWith('  '))?.trim() ?? '',
      }
    })

export const formatRefusals = (refusals: readonly Refusal[]): string =>
  refusals
    .map(({ variables, reason }) =>
      [...[...variables].map(([name, value]) => `${name}=${value}`), `  ${reason}`, ''].join('\n'),
    )
    .join('\n')

/** The sentence of the template in what the compiler prints, without the place in the compiled template. */
export const reasonOf = (output: string): string => {
  const [, reason = output.trim()] = /for the following reason: '([^]*)'\.\s*$/.exec(output) ?? []
  const plain = reason.replaceAll(/\s+/g, ' ')
  const [, sentence = plain] = /is not valid[:.] (?!The value)([^]*?)\.? Please see https:/.exec(plain) ?? []
  return sentence
}
