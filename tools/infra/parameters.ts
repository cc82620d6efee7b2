import { z } from 'zod'
import type { AzdParameter } from './azd-parameters.ts'

const template = z.object({
  parameters: z.record(
    z.string(),
    z.object({
      type: z.literal('string'),
      defaultValue: z.string().optional(),
      allowedValues: z.array(z.string()).optional(),
      metadata: z.object({ description: z.string() }),
    }),
  ),
})

/** The parameter that azd does not set: the template takes the current month. */
export const monthParameter = 'currentMonth'

/** Each variable with its default, its values and its meaning. @throws Error unless the file of azd has each parameter with the template's default */
export const describeParameters = (compiled: unknown, ofAzd: readonly AzdParameter[]): string => {
  const { parameters } = template.parse(compiled)
  const names = Object.keys(parameters).filter((name) => name !== monthParameter)
  const given = ofAzd.map(({ name }) => name)
  const other = [
    ...names.filter((name) => !given.includes(name)),
    ...given.filter((name) => !names.includes(name)),
  ]
  if (other.length > 0)
    throw new Error(`Not in both main.bicep and main.parameters.json: ${other.join(', ')}`)
  return ofAzd
    .map(({ name, variable, standard }) => {
      const { defaultValue, allowedValues, metadata } = parameters[name] ?? {}
      if (defaultValue !== standard)
        throw new Error(`${name} is ${defaultValue} in main.bicep and ${standard} in main.parameters.json`)
      const lines = [
        `parameter: ${name}`,
        defaultValue === undefined ? 'required' : `default: ${defaultValue === '' ? '""' : defaultValue}`,
        ...(allowedValues ? [`one of: ${allowedValues.join(', ')}`] : []),
        metadata?.description ?? '',
      ]
      return `${[variable, ...lines.map((line) => `  ${line}`)].join('\n')}\n`
    })
    .join('\n')
}
