/** The versions of a file of requirements, by package. @throws Error on a line that names no exact version */
export const pinsOf = (requirements: string): ReadonlyMap<string, string> =>
  new Map(
    requirements
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [, name = '', version = ''] = /^([\w.-]+)==([\w.]+)$/.exec(line) ?? []
        if (name === '') throw new Error(`'${line}' names no exact version: write <package>==<version>`)
        return [name, version] as const
      }),
  )
