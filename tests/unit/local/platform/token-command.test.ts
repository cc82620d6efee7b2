import { describe, expect, test } from '@jest/globals'
import { parseTokenArguments } from '../../../../local/platform/token-command.ts'

describe('parseTokenArguments', () => {
  test('takes full and short names of roles, each once', () => {
    expect(parseTokenArguments(['ana', 'Labeling.Admin', 'Reviewer', 'Admin'])).toEqual({
      user: 'ana',
      roles: ['Labeling.Admin', 'Labeling.Reviewer'],
      hours: 12,
    })
  })

  test('takes the life of the token, before or after the rest', () => {
    expect(parseTokenArguments(['--hours', '0.5', 'ana@example.org', 'Labeler'])).toMatchObject({
      hours: 0.5,
    })
    expect(parseTokenArguments(['a', 'Labeler', '--hours=48'])).toMatchObject({ hours: 48 })
  })

  test('takes a name for people to read', () => {
    expect(parseTokenArguments(['ana', 'Labeler', '--name', 'Ana Lima'])).toMatchObject({ name: 'Ana Lima' })
  })

  test.each([
    [[], 'No user'],
    [['ana'], 'No role'],
    [['ana', 'Boss'], '"Boss" is no role'],
    [['ana', 'admin'], '"admin" is no role'],
    [['.ana', 'Admin'], 'no user name'],
    [['ana maria', 'Admin'], 'no user name'],
    [['a'.repeat(129), 'Admin'], 'no user name'],
    [['ana', 'Admin', '--hours', '0'], 'no number of hours'],
    [['ana', 'Admin', '--hours', 'soon'], 'no number of hours'],
    [['ana', 'Admin', '--days', '2'], '--days'],
    [['ana', 'Admin', '--name', ''], 'no name'],
    [['ana', 'Admin', '--name', 'a\nb'], 'no name'],
  ])('refuses %j', (argv, message) => {
    expect(() => parseTokenArguments(argv)).toThrow(message)
  })
})
