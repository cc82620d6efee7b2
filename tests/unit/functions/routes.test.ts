import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { permissions } from '../../../src/functions/http/permissions.ts'
import type { Route } from '../../../src/functions/http/route.ts'
import type { Routes } from '../../../src/functions/routes.ts'
import { createMemoryStore } from '../../support/memory-store.ts'
import { createServiceRoutes } from '../../support/service-routes.ts'

const now = () => 0
const routes = createServiceRoutes({ store: createMemoryStore(now), now })

/** These describe the other operations, so no rule of the domain is behind them. */
const withoutDomain: ReadonlySet<string> = new Set(['getOpenApi', 'getOpenApi30', 'getDocs', 'getDocsAsset'])

const kebabOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const root = join(__dirname, '../../../src')

/** The text of each file of this name in a folder of capabilities. */
const textsOf = (layer: 'domain' | 'functions', name: string): readonly string[] =>
  readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.split('/').length === 2 && path.endsWith(`/${kebabOf(name)}.ts`))
    .map((path) => readFileSync(join(root, layer, path), 'utf8'))

describe('an operation has one name', () => {
  it.each(routes.map(({ operation }) => operation))('%s, in its route and its file', (operation) => {
    expect(textsOf('functions', operation)).toEqual([
      expect.stringContaining(`export const ${operation}Route =`),
    ])
  })

  it.each(routes.map(({ operation }) => operation).filter((operation) => !withoutDomain.has(operation)))(
    '%s, in the domain too, for the function and for its type',
    (operation) => {
      const [text, ...others] = textsOf('domain', operation)
      const type = operation.replace(/^./, (letter) => letter.toUpperCase())
      expect(others).toEqual([])
      expect(text).toContain(`export const ${operation} =`)
      expect(text).toContain(`export type ${type} =`)
    },
  )
})

describe('routes and permissions', () => {
  it('are one for one', () => {
    expect(Object.fromEntries(routes.map(({ operation, access }) => [operation, access]))).toEqual(
      permissions,
    )
  })

  it('do not compile otherwise', () => {
    const refused = (all: Routes, more: Route): readonly Routes[] => {
      const { rejectItems, ...others } = all
      return [
        { ...others, rejectItems },
        // @ts-expect-error a permission has no route
        { ...others },
        // @ts-expect-error a route has no permission
        { ...all, more },
        // @ts-expect-error a route stands under the name of another
        { ...others, rejectItems: all.approveItems },
        // @ts-expect-error a route has another access than its permission says
        { ...others, rejectItems: { ...rejectItems, access: 'ProjectLabeler' } },
      ]
    }
    expect(refused).toBeInstanceOf(Function)
  })
})
