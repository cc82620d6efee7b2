import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { choicePage, messagePage, pageHeaders } from '../../../../../local/platform/sign-in/page.ts'

const hostile = `"><script>alert(1)</script>'&`

test('nothing that a client or a person writes becomes markup', () => {
  const people = [{ id: 'x', name: hostile, role: 'Labeler' }] as const
  const pages = [
    choicePage('en', people, new URLSearchParams({ state: hostile, [hostile]: hostile })),
    messagePage('fr', { title: hostile, sentence: hostile }),
  ]
  for (const page of pages) {
    expect(page).not.toMatch(/<script/i)
    expect(page).toContain('&lt;script&gt;')
  }
})

test('the policy allows the style of the page and no script', () => {
  const page = messagePage('en', { title: 'a', sentence: 'b' })
  const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? ''
  const policy = pageHeaders('http://localhost:5173')['content-security-policy'] ?? ''
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("form-action 'self' http://localhost:5173;")
  expect(policy).not.toMatch(/script-src|unsafe/)
})
