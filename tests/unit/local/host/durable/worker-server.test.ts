import { afterEach, expect, it } from '@jest/globals'
import { systemClock } from '../../../../../local/host/clock.ts'
import type { EngineHost } from '../../../../../local/host/durable/engine.ts'
import { newWorkerAddress, openWorkerServer } from '../../../../../local/host/durable/worker-server.ts'
import type { WorkerServer } from '../../../../../local/host/durable/worker-server.ts'

let worker: WorkerServer | undefined

afterEach(async () => {
  await worker?.close(0)
  worker = undefined
})

/** An app without functions: what is asked of it is 404 or a list. */
const host: EngineHost = {
  functions: [],
  invoke: () => Promise.reject(new Error('Nothing to invoke')),
  clock: systemClock,
  log: () => undefined,
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status

it('answers below its path, and nobody who does not know it', async () => {
  worker = await openWorkerServer(host, newWorkerAddress())
  const { url } = worker
  const { origin, pathname } = new URL(url)
  expect(pathname).toMatch(/^\/[\w-]{32}$/)
  for (const path of ['/ready', '/functions']) {
    expect(await statusOf(`${url}${path}`)).toBe(200)
    expect(await statusOf(`${origin}${path}`)).toBe(404)
    expect(await statusOf(`${origin}${pathname}x${path}`)).toBe(404)
  }
})

it('has another path each time', () => {
  expect(newWorkerAddress().path).not.toBe(newWorkerAddress().path)
})
