import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../support/property.ts'
import { NetworkProblem, mayPass } from '../../../../web/src/api/problem.ts'
import type { LocalFile } from '../../../../web/src/upload/choose-files.ts'
import { createUpload } from '../../../../web/src/upload/create-upload.ts'
import type { PutResult, UploadPorts } from '../../../../web/src/upload/upload.ts'

const filesOf = (count: number): readonly LocalFile[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${index}.png`,
    file: new File(['abc'], `${index}.png`),
  }))

interface World {
  readonly present?: readonly string[]
  readonly put?: (name: string, attempt: number) => PutResult | Error
  readonly getUrls?: (call: number) => Error | undefined
}

/** A storage that keeps what it was sent, once. */
const createWorld = ({ present = [], put = () => 'Done', getUrls = () => undefined }: World) => {
  const stored = new Map<string, number>()
  const attempts = new Map<string, number>()
  const asked: number[] = []
  let now = 0
  let most = 0
  const ports: UploadPorts = {
    presentNames: () => Promise.resolve(new Set(present)),
    getUrls: (files) => {
      asked.push(files.length)
      const error = getUrls(asked.length)
      return error
        ? Promise.reject(error)
        : Promise.resolve(files.map(({ name }) => ({ name, url: `https://s/${name}`, headers: {} })))
    },
    put: async ({ name }, file, onSent) => {
      now += 1
      most = Math.max(most, now)
      onSent(1)
      await Promise.resolve()
      now -= 1
      const attempt = (attempts.get(name) ?? 0) + 1
      attempts.set(name, attempt)
      const result = put(name, attempt)
      if (result instanceof Error) throw result
      if (result === 'Done') stored.set(name, (stored.get(name) ?? 0) + 1)
      if (result === 'Done') onSent(file.size)
      return result
    },
    mayPass,
    wait: () => Promise.resolve(),
  }
  return { ports, stored, asked, most: () => most }
}

test('all files are sent, four at a time, by URLs for a hundred', async () => {
  const world = createWorld({})
  const upload = createUpload(filesOf(250), world.ports)
  await upload.run()
  expect(upload.state()).toEqual({
    status: 'Ended',
    files: 250,
    bytes: 750,
    done: 250,
    present: 0,
    failed: [],
    sentBytes: 750,
  })
  expect(world.asked).toEqual([100, 100, 50])
  expect(world.most()).toBe(4)
})

test('a file that is there already is told and not sent again', async () => {
  const world = createWorld({ put: (name) => (name === '0.png' ? 'Present' : 'Done') })
  const upload = createUpload(filesOf(2), world.ports)
  await upload.run()
  expect(upload.state()).toMatchObject({ done: 1, present: 1, status: 'Ended' })
  await upload.run()
  expect(world.asked).toEqual([2])
})

test('a file that is in the folder is not sent at all', async () => {
  const world = createWorld({ present: ['0.png', '1.png'] })
  const upload = createUpload(filesOf(3), world.ports)
  await upload.run()
  expect(upload.state()).toMatchObject({ done: 1, present: 2, status: 'Ended', sentBytes: 9 })
  expect([...world.stored.keys()]).toEqual(['2.png'])
  const whole = createWorld({ present: ['0.png'] })
  await createUpload(filesOf(1), whole.ports).run()
  expect(whole.asked).toEqual([])
})

test('a URL that has ended is asked for again, once', async () => {
  const world = createWorld({
    put: (name, attempt) => (name === '1.png' && attempt < 2 ? 'Refused' : 'Done'),
  })
  const upload = createUpload(filesOf(2), world.ports)
  await upload.run()
  expect(upload.state()).toMatchObject({ done: 2 })
  expect(world.asked).toEqual([2, 1])
})

test('a refusal of the service stops the upload in its words, and a later run goes on', async () => {
  const refusal = new Error('The credential of the datastore cannot write')
  const world = createWorld({ getUrls: (call) => (call === 2 ? refusal : undefined) })
  const upload = createUpload(filesOf(150), world.ports)
  await upload.run()
  expect(upload.state()).toMatchObject({ status: 'Stopped', problem: refusal, done: 100 })
  await upload.run()
  expect(upload.state()).toMatchObject({ status: 'Ended', done: 150 })
  expect(upload.state().problem).toBeUndefined()
})

test('a stop leaves what is missing for the next run', async () => {
  const world = createWorld({})
  const upload = createUpload(filesOf(20), world.ports)
  const stopAt = upload.subscribe(() => {
    if (upload.state().done === 5) upload.stop()
  })
  await upload.run()
  stopAt()
  expect(upload.state().status).toBe('Stopped')
  expect(upload.state().done).toBeLessThan(20)
  await upload.run()
  expect(upload.state()).toMatchObject({ status: 'Ended', done: 20 })
  expect([...world.stored.values()].every((times) => times === 1)).toBe(true)
})

test('whatever fails for a while, repeated runs bring each file there exactly once', async () => {
  const failures = fc.array(fc.constantFrom<'Net' | 'Refused' | 'Done'>('Net', 'Refused', 'Done'), {
    minLength: 1,
    maxLength: 40,
  })
  await checkProperty(
    'whatever fails for a while, repeated runs bring each file there exactly once',
    fc.asyncProperty(fc.integer({ min: 1, max: 12 }), failures, async (count, outcomes) => {
      const left = [...outcomes]
      const world = createWorld({
        put: () => {
          const outcome = left.shift() ?? 'Done'
          return outcome === 'Net' ? new NetworkProblem(undefined) : outcome
        },
      })
      const upload = createUpload(filesOf(count), world.ports)
      for (let run = 0; run < 60 && upload.state().done < count; run += 1) await upload.run()
      expect(upload.state()).toMatchObject({ done: count, failed: [], sentBytes: 3 * count })
      expect([...world.stored.values()]).toEqual(Array.from({ length: count }, () => 1))
    }),
  )
})
