import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { daysOfDeprecation, linesOf } from '../../../../tools/breaking-changes/oasdiff.ts'

it('shows a change as its operation and its text, in order', () => {
  const changes = [
    { id: 'x', text: 'the response property `b` became optional', operation: 'PUT', path: '/b', level: 3 },
    { id: 'y', text: 'API path removed without deprecation', operation: 'GET', path: '/a', level: 3 },
    { id: 'z', text: 'a component was removed', level: 2 },
  ]
  expect(linesOf(JSON.stringify(changes))).toEqual([
    'GET /a: API path removed without deprecation',
    'PUT /b: the response property `b` became optional',
    'a component was removed',
  ])
})

it('holds the days that the documentation promises', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../../../docs/api/README.md'), 'utf8')
  expect(text).toContain(`${daysOfDeprecation} days`)
})
