import { expect, it } from '@jest/globals'
import { createTelemetryWorld } from '../../../support/telemetry-world.ts'

it('counts, and says in which operation', async () => {
  const { telemetry, points } = createTelemetryWorld()
  telemetry.count('etiquette.pages.granted', 2)
  await telemetry.span({ name: 'takePage', kind: 'request' }, () =>
    telemetry.span({ name: 'store batch', kind: 'call' }, async () =>
      telemetry.count('etiquette.database.units', 5.5),
    ),
  )
  telemetry.record('etiquette.queue.depth', 7, { project: 'cats' })
  telemetry.record('etiquette.work.items', 20, { work: 'export' })
  expect(await points()).toEqual([
    { name: 'etiquette.pages.granted', attributes: {}, value: 2 },
    { name: 'etiquette.database.units', attributes: { operation: 'takePage' }, value: 5.5 },
    {
      name: 'etiquette.queue.depth',
      attributes: { project: 'cats' },
      value: expect.objectContaining({ count: 1, max: 7 }),
    },
    {
      name: 'etiquette.work.items',
      attributes: { work: 'export' },
      value: expect.objectContaining({ count: 1, sum: 20 }),
    },
  ])
})

it('a span knows the one around it, and tells what fails', async () => {
  const { telemetry, spans } = createTelemetryWorld()
  const failed = telemetry.span(
    { name: 'submitPage', kind: 'request', attributes: { requestId: 'r' } },
    (note) =>
      telemetry.span({ name: 'store batch', kind: 'call' }, () => {
        note({ 'http.response.status_code': 503 })
        return Promise.reject(new Error('down'))
      }),
  )
  await expect(failed).rejects.toThrow('down')
  const [inner, outer] = spans()
  expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId)
  expect(inner?.status.code).toBe(2)
  expect(outer?.attributes).toEqual({ requestId: 'r', 'http.response.status_code': 503 })
  expect(outer?.resource.attributes['service.version']).toBe('1.2.3')
})

it('what runs side by side is not mixed up', async () => {
  const { telemetry, points } = createTelemetryWorld()
  const names = ['one', 'other']
  const { promise: allBegan, resolve } = Promise.withResolvers<void>()
  let begun = 0
  await Promise.all(
    names.map((name) =>
      telemetry.span({ name, kind: 'request' }, async () => {
        begun += 1
        if (begun === names.length) resolve()
        await allBegan
        telemetry.count('etiquette.answers.accepted', 9)
      }),
    ),
  )
  expect((await points()).map(({ attributes }) => attributes)).toEqual([
    { operation: 'one' },
    { operation: 'other' },
  ])
})
