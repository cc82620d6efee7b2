import { z } from 'zod'

const nested = z.object({
  copy: z.object({ mode: z.string().optional(), batchSize: z.number().optional() }).optional(),
  type: z.string(),
})
const main = z.object({
  resources: z.record(
    z.string(),
    z.object({
      dependsOn: z.array(z.string()).default([]),
      properties: z
        .object({
          template: z
            .object({ resources: z.union([z.record(z.string(), nested), z.array(nested)]) })
            .optional(),
        })
        .optional(),
    }),
  ),
})

/** What waits for what, from the compiled template: a snapshot does not show it. */
export const readOrder = (template: unknown): string =>
  Object.entries(main.parse(template).resources)
    .map(([name, { dependsOn, properties }]) => {
      const serial = Object.values(properties?.template?.resources ?? {}).filter(
        ({ copy }) => copy?.mode === 'serial' && copy.batchSize === 1,
      )
      const lines = [
        ...(dependsOn.length > 0 ? [`after ${dependsOn.toSorted().join(', ')}`] : []),
        ...serial.map(({ type }) => `one by one: ${type}`),
      ]
      return `${[name, ...lines.map((line) => `  ${line}`)].join('\n')}\n`
    })
    .join('\n')
