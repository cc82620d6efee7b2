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
    })
    expect(extensionChoiceOf({ ...environment, DURABLE_STORAGE: 'AccountName=a' })).toEqual({
      program: '/program',
      storage: 'AccountName=a',
    })
  })

  it('joins a program that runs already, which calls the functions below a path', () => {
    const environment = { DURABLE: 'extension', DURABLE_CLIENT_FILE: '/client.json' }
    expect(
      extensionChoiceOf({ ...environment, DURABLE_WORKER_URL: 'http://127.0.0.1:7075/a-secret' }),
    ).toEqual({ clientFile: '/client.json', worker: { port: 7075, path: '/a-secret' } })
    for (const url of [
      '',
      'http://127.0.0.1:7075',
      'http://127.0.0.1:7075/',
      'http://127.0.0.1:0/a',
      'http://127.0.0.1:70000/a',
      'http://example.org:7075/a',
    ])
      expect(() => extensionChoiceOf({ ...environment, DURABLE_WORKER_URL: url })).toThrow(
        /set DURABLE_WORKER_URL/,
      )
  })

  it.each([
    [{ DURABLE: 'real' }, /give embedded or extension/],
    [{ DURABLE: 'extension' }, /set DURABLE_HOST/],
  ])('refuses %j in a sentence', (environment, sentence) => {
    expect(() => extensionChoiceOf(environment)).toThrow(sentence)
  })
})
