import { expect, it } from '@jest/globals'
import { reportStart } from '../../../src/compose/report-start.ts'
import { readConfig } from '../../../src/config.ts'
import { createHostOutput } from '../../support/host-level.ts'

it('names each missing setting in one line that the host takes for an error, and ends', async () => {
  const output = createHostOutput()
  await expect(reportStart(() => readConfig({}), output, {})).rejects.toThrow('AUTH_ISSUER')
  expect(output.lines).toHaveLength(1)
  expect(output.lines[0]).toMatchObject({ level: 'Error' })
  for (const name of ['BLOB_SERVICE_URL', 'AUTH_ISSUER', 'REFRESH_SCHEDULE'])
    expect(output.lines[0]?.json).toContain(`${name}: is required and not set`)
})

it('says nothing of a start that succeeds', async () => {
  const output = createHostOutput()
  expect(await reportStart(() => Promise.resolve(7), output)).toBe(7)
  expect(output.lines).toEqual([])
})

it('leaves the error to a host that prints it', async () => {
  const output = createHostOutput()
  const environment = { HOST_PRINTS_START_ERRORS: 'true' }
  await expect(reportStart(() => readConfig({}), output, environment)).rejects.toThrow('AUTH_ISSUER')
  expect(output.lines).toEqual([])
})
