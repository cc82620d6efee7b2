import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { expandSettings, readRoutePrefix } from '../../../../../local/host/core/settings.ts'

test.each([
  [{ version: '2.0' }, 'api'],
  [{ version: '2.0', extensions: { durableTask: { hubName: 'A' } } }, 'api'],
  [{ version: '2.0', extensions: { http: { routePrefix: '' } } }, ''],
])('the route prefix of %j', async (hostJson, prefix) => {
  const folder = await mkdtemp(join(tmpdir(), 'host-settings-'))
  await writeFile(join(folder, 'host.json'), JSON.stringify(hostJson))
  expect(await readRoutePrefix(folder)).toBe(prefix)
  await rm(folder, { recursive: true })
})

test('expandSettings replaces names and refuses unknown ones', () => {
  expect(expandSettings('0 %A% %B%', { A: '1', B: '2' })).toBe('0 1 2')
  expect(() => expandSettings('%NOPE%', {})).toThrow(/"NOPE"/)
})
