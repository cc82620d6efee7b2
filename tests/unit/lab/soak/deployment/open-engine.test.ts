import { expect, test } from '@jest/globals'
import { openEngine } from '../../../../../lab/soak/deployment/open-engine.ts'
import { UsageError } from '../../../../../tools/run-command.ts'

test('the engine is the embedded one, also for the service, unless DURABLE asks for the extension', async () => {
  for (const environment of [{}, { DURABLE: 'embedded', DURABLE_HOST: '/somewhere' }]) {
    const engine = await openEngine(environment)
    expect([engine.name, engine.shared, engine.settingsOf(0)]).toEqual([
      'embedded',
      false,
      { DURABLE: 'embedded' },
    ])
  }
})

test('the extension needs its program', async () => {
  await expect(openEngine({ DURABLE: 'extension' })).rejects.toThrow(UsageError)
  await expect(openEngine({ DURABLE: 'Extension' })).rejects.toThrow('DURABLE=Extension is no engine')
})
