import { describe, expect, test } from '@jest/globals'
import { resolve } from 'node:path'
import { welcome } from '../../../../local/platform/welcome.ts'

const folderAt = (path: string) => ({ path: resolve(path), file: (name: string) => resolve(path, name) })
const account = { serviceUrl: 'http://127.0.0.1:10000/own', name: 'own', key: 'c2VjcmV0' }
const emulator = { serviceUrl: account.serviceUrl, account }
const azure = { serviceUrl: 'https://own.blob.core.windows.net', account: undefined }
const say = (storage: typeof emulator | typeof azure, path = '.data', hasSignIn = true) =>
  welcome('http://127.0.0.1:7071', {
    hasSignIn,
    folder: folderAt(path),
    storage,
    issuer: undefined,
    cosmos: undefined,
  })

describe('the welcome', () => {
  test('says how images get into the storage of this machine, whose emulator it may be, and no key', () => {
    const said = say(emulator)
    expect(said).toMatch(/^listening on http:\/\/127\.0\.0\.1:7071\n/)
    expect(said).toMatch(/ npm run --silent upload -- FOLDER$/m)
    expect(said).toContain('http://127.0.0.1:10000/own/images')
    expect(said).toContain('docs/images.md')
    expect(said).not.toContain(account.key)
  })

  test('leads to the web app, signed in where no password is asked for', () => {
    expect(say(emulator)).toMatch(/^ {2}Open http:\/\/127\.0\.0\.1:7071\/\?person=lead$/m)
    expect(say(emulator, '.data', false)).toMatch(/^ {2}Open http:\/\/127\.0\.0\.1:7071\/$/m)
  })

  test('gives the data folder to the command if it is not the usual one', () => {
    expect(say(emulator, 'elsewhere')).toContain(
      `DATA_DIR='${resolve('elsewhere')}' npm run --silent upload -- FOLDER`,
    )
  })

  test('names no command that could not reach a storage account in Azure', () => {
    const said = say(azure)
    expect(said).not.toContain('npm run --silent upload')
    expect(said).toContain('docs/images.md')
    expect(said).toContain('https://own.blob.core.windows.net/etiquette-exports')
  })
})
