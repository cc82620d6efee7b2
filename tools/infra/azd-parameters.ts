import { z } from 'zod'

const parametersFile = z.object({ parameters: z.record(z.string(), z.object({ value: z.string() })) })

const reference = /^\$\{(?<variable>[A-Z_]+)(?:=(?<standard>[^}]*))?\}$/

export interface AzdParameter {
  readonly name: string
  readonly variable: string
  /** Undefined: azd asks for it. */
  readonly standard: string | undefined
}

/** The parameters of `main.parameters.json`, each with the variable of azd's environment that it takes. @throws Error */
export const readAzdParameters = (json: unknown): readonly AzdParameter[] =>
  Object.entries(parametersFile.parse(json).parameters).map(([name, { value }]) => {
    const { variable, standard } = reference.exec(value)?.groups ?? {}
    if (variable === undefined) throw new Error(`${name} is ${value}; write \${VARIABLE=default}`)
    return { name, variable, standard }
  })

/** What azd hands to the template: an empty variable counts as not set. @throws Error for a variable that is missing or unknown */
export const resolveParameters = (
  parameters: readonly AzdParameter[],
  variables: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> => {
  const unknown = [...variables.keys()].find((name) => !parameters.some(({ variable }) => variable === name))
  if (unknown !== undefined) throw new Error(`main.parameters.json has no ${unknown}; correct its name`)
  return new Map(
    parameters.flatMap(({ name, variable, standard }) => {
      const given = variables.get(variable)
      const value = given === undefined || given === '' ? standard : given
      if (value === undefined) throw new Error(`${variable} has no value; give it one`)
      return value === '' ? [] : [[name, value] as const]
    }),
  )
}
