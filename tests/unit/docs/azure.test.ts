import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { orchestrators } from '../../../src/functions/orchestrators.ts'
import { metrics } from '../../../src/domain/ports/telemetry.ts'
import { blocksOf } from '../../../tools/image-blocks.ts'
import { createAllRoutes } from '../../support/all-routes.ts'

const read = (...path: readonly string[]): string =>
  readFileSync(join(__dirname, '../../..', ...path), 'utf8')
const guide = read('docs', 'azure.md')

/** How many functions a file registers by name. */
const countIn = (file: string, name: RegExp): number =>
  new Set([...read('src', 'functions', file).matchAll(name)].map(([, found]) => found)).size

describe('the guide to Azure', () => {
  it('has shell blocks only, for tests/e2e/azure-guide.test.ts to walk', () => {
    expect(new Set(blocksOf(guide).map(({ language }) => language))).toEqual(new Set(['sh']))
    expect(blocksOf(guide).length).toBeGreaterThan(25)
  })

  it('knows how many functions there are: routes, the catch-all, the web app, timers, orchestrators and steps', () => {
    const [, stated] = /^2\. `(\d+)`: all functions/m.exec(guide) ?? []
    const steps = new Set(Object.values(orchestrators).flatMap((one) => one.steps.map(({ name }) => name)))
    const counts = [
      createAllRoutes().routes.length,
      countIn('http/unmatched.ts', /unmatchedName = '(\w+)'/g),
      countIn('app/register-app.ts', /Name = '(zz\w+)'/g),
      countIn('orchestrations/register-timers.ts', /(?:\.timer\(|\bname: )'(\w+)'/g),
      Object.keys(orchestrators).length,
      steps.size,
    ]
    for (const count of counts) expect(count).toBeGreaterThan(0)
    expect(Number(stated)).toBe(counts.reduce((sum, count) => sum + count, 0))
  })

  it('asks the logs for metrics that the service measures', () => {
    const asked = [...guide.matchAll(/Name == '(etiquette\.[\w.]+)'/g)].map(([, name]) => name ?? '')
    expect(asked.length).toBeGreaterThan(0)
    for (const name of asked) expect(Object.keys(metrics)).toContain(name)
  })
})
