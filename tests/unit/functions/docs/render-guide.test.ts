import { describe, expect, it, test } from '@jest/globals'
import { guide } from '../../../../src/functions/docs/guide.ts'
import { renderGuide } from '../../../../src/functions/docs/render-guide.ts'
import { tagObjects } from '../../../../src/functions/docs/tags.ts'

test.each([
  ['## From files, to labels', '<h2 id="from-files-to-labels">From files, to labels</h2>'],
  ['one\ntwo', '<p>one two</p>'],
  ['a `<b> **c**` **d** *e*', '<p>a <code>&lt;b&gt; **c**</code> <strong>d</strong> <em>e</em></p>'],
  ['1. a\n   b\n2. c', '<ol>\n<li>a b</li>\n<li>c</li>\n</ol>'],
  ['- a\n- "b"', '<ul>\n<li>a</li>\n<li>&quot;b&quot;</li>\n</ul>'],
  ['```\n<a>\n  b\n```', '<pre>&lt;a&gt;\n  b</pre>'],
  ['a\n\nb', '<p>a</p>\n<p>b</p>'],
])('%j becomes %j', (markdown, html) => expect(renderGuide(markdown)).toBe(html))

describe('the guide', () => {
  const html = renderGuide(guide)

  it('leaves no mark of Markdown, and closes each element', () => {
    const prose = html.replaceAll(/<(pre|code)>.*?<\/\1>/gs, '')
    expect(prose).not.toMatch(/\*\*|`|^#|^- |\]\(/m)
    for (const [, tag = ''] of html.matchAll(/<([a-z0-9]+)[ >]/g))
      expect(html.split(new RegExp(`<${tag}[ >]`)).length).toBe(html.split(`</${tag}>`).length)
  })

  it('has each section that a tag refers to', () => {
    for (const { externalDocs } of tagObjects('https://example.com/api/docs')) {
      const [page, section] = externalDocs.url.split('#')
      expect(page).toBe('https://example.com/api/docs')
      expect(html).toContain(`<h2 id="${section}">`)
    }
  })
})
