import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { Server } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { holdPlanFile, type HoldPlan, type Place } from './hold-plan.ts'

/**
 * A preload (`node --import`) of the service. It holds the calls of the Durable extension at the places of a plan, so that
 * the process can die, or be asked to stop, in the middle of several pieces of work at once.
 */
const file = process.env[holdPlanFile]

const hold = (path: string): void => {
  let current: HoldPlan | undefined
  let counts = new Map<string, number>()
  let reached = 0

  const passOnRelease = (id: string, pass: () => void): void => {
    const released = `${path}.released`
    if (existsSync(released) && readFileSync(released, 'utf8').includes(id)) pass()
    else setTimeout(() => passOnRelease(id, pass), 10)
  }

  const read = (): HoldPlan | undefined => {
    if (!existsSync(path)) return undefined
    const plan: HoldPlan = JSON.parse(readFileSync(path, 'utf8'))
    if (plan.id !== current?.id) {
      counts = new Map()
      reached = 0
      current = plan
    }
    return current
  }

  const reach = (plan: HoldPlan): void => {
    reached += 1
    if (reached !== plan.enough) return
    // The next process must not die of the same plan.
    rmSync(path, { force: true })
    appendFileSync(`${path}.reached`, `${plan.id}\n`)
    if (plan.effect === 'Die') process.kill(process.pid, 'SIGKILL')
  }

  const placeOf = (plan: HoldPlan, name: string): Place | undefined => {
    const nth = (counts.get(name) ?? 0) + 1
    counts.set(name, nth)
    return plan.places.find((place) => place.name === name && place.nth === nth)
  }

  // Applied to its own server below.
  // oxlint-disable-next-line typescript/unbound-method
  const emit = Server.prototype.emit
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    const pass = (): boolean => Reflect.apply(emit, this, [event, ...args])
    const [request, response] = args as [IncomingMessage?, ServerResponse?]
    const name = event === 'request' ? /\/invoke\/([^/]+)$/.exec(request?.url ?? '')?.[1] : undefined
    const plan = name === undefined ? undefined : read()
    const place = plan && placeOf(plan, name ?? '')
    if (!plan || !place) return pass()
    if (place.at === 'Begin') {
      reach(plan)
      if (plan.effect === 'Wait') passOnRelease(plan.id, pass)
      return true
    }
    if (response)
      response.end = (): ServerResponse => {
        reach(plan)
        return response
      }
    return pass()
  }
}

if (file !== undefined) hold(file)
