import { describe, expect, it } from '@jest/globals'
import { extensionChoiceOf } from '../../../../local/platform/extension.ts'

describe('extensionChoiceOf', () => {
  it('is nothing for the embedded engine', () => {
    expect(extensionChoiceOf({ DURABLE_HOST: '/program' })).toBeUndefined()
    expect(extensionChoiceOf({ DURABLE: 'embedded' })).toBeUndefined()
  })

  it('starts the program, on a storage of its own or on a given one', () => {
    const environment = { DURABLE: 'extension', DURABLE_HOST: '/program' }
    expect(extensionChoiceOf(environment)).toEqual({
      program: '/program',
      storage: undefined,
      workerPort: 0,
    })
    expect(
      extensionChoiceOf({ ...environment, DURABLE_STORAGE: 'AccountName=a', DURABLE_WORKER_PORT: '7' }),
    ).toEqual({ program: '/program', storage: 'AccountName=a', workerPort: 7 })
  })

  it('joins a program that runs already, which must know the port', () => {
    const environment = { DURABLE: 'extension', DURABLE_CLIENT_FILE: '/client.json' }
    expect(extensionChoiceOf({ ...environment, DURABLE_WORKER_PORT: '7' })).toEqual({
      clientFile: '/client.json',
      workerPort: 7,
    })
    expect(() => extensionChoiceOf(environment)).toThrow(/set DURABLE_WORKER_PORT/)
  })

  it.each([
    [{ DURABLE: 'real' }, /give embedded or extension/],
    [{ DURABLE: 'extension' }, /set DURABLE_HOST/],
  ])('refuses %j in a sentence', (environment, sentence) => {
    expect(() => extensionChoiceOf(environment)).toThrow(sentence)
  })
})
