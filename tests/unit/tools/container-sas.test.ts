import { describe, expect, it } from '@jest/globals'
import { makeToken, parseSasArguments } from '../../../tools/container-sas.ts'

const storage = { serviceUrl: 'http://127.0.0.1:1/a', name: 'a', key: Buffer.from('key').toString('base64') }

describe('the command line', () => {
  it.each([
    [['images'], { container: 'images', rights: 'rl', hours: 12, tokenOnly: false }],
    [['images', 'rwl', '--hours', '0.5'], { rights: 'rwl', hours: 0.5 }],
    [['--token', 'images', 'd'], { rights: 'd', tokenOnly: true }],
  ])('%j is taken', (args, request) => {
    expect(parseSasArguments(args)).toMatchObject(request)
  })

  it.each([
    [[], /^npm run --silent sas/],
    [['a', 'r', 'x'], /^npm run --silent sas/],
    [['images', '--hour', '3'], /Unknown option/],
    [['images', 'rx'], /'rx' are no rights/],
    [['images', 'rr'], /'rr' are no rights/],
    [['images', ''], /no rights/],
    [['images', '--hours', '0'], /no number of hours/],
    [['images', '--hours', '721'], /give one up to 720/],
    [['images', '--hours', 'day'], /no number of hours/],
    [['Images'], /is no name of a container/],
    [['etiquette-exports'], /belongs to the service itself/],
  ])('%j is refused with the reason', (args, reason) => {
    expect(() => parseSasArguments(args)).toThrow(reason)
  })
})

describe('a token', () => {
  const tokenOf = (...args: string[]) => {
    const token = makeToken(storage, parseSasArguments(args), Date.UTC(2026, 0, 1))
    return { token, fields: Object.fromEntries(new URLSearchParams(token)) }
  }

  it('is for one container, for reading and listing, and ends', () => {
    const { fields, token } = tokenOf('images')
    expect(fields).toMatchObject({ sr: 'c', sp: 'rl', se: '2026-01-01T12:00:00Z', spr: 'https,http' })
    expect(fields['sig']).toMatch(/=$/)
    expect(token).not.toMatch(/^\?/)
    expect(token).not.toContain(storage.key)
  })

  it('gives the rights and the hours that are asked for, in the order that storage wants', () => {
    expect(tokenOf('images', 'lwr', '--hours', '1').fields).toMatchObject({
      sp: 'rwl',
      se: '2026-01-01T01:00:00Z',
    })
  })

  it('is of its container only', () => {
    expect(tokenOf('images').fields['sig']).not.toBe(tokenOf('photos').fields['sig'])
  })
})
