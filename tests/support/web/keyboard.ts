import type { Page } from 'playwright-core'
import { z } from 'zod'

/** What has the focus. */
const focus = z.object({
  /** The body has it, or what is gone: the next key begins at the top of the screen. */
  isLost: z.boolean(),
  /** It can be told by eye: an outline, or a shadow, on it or on what it belongs to. */
  isVisible: z.boolean(),
  text: z.string(),
})
type Focus = z.output<typeof focus>

const readFocus = `(() => {
  const element = document.activeElement
  const isLost = element === null || element === document.body || !element.checkVisibility()
  const isMarked = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
  }
  const near = [element, ...(element?.closest('label, [data-focus-visible], [role=row]') ? [element.closest('label, [data-focus-visible], [role=row]')] : [])]
  const marks = [...near, ...near.flatMap((one) => [...(one?.querySelectorAll('.track, .box, [data-focus-visible]') ?? [])])]
  const isTarget = element?.matches('main, [role=dialog], [role=alertdialog], h1, h2')
  return {
    isLost,
    isVisible: !isLost && (isTarget || marks.some(isMarked)),
    text: isLost ? '' : (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '').trim().slice(0, 80),
  }
})()`

/** A person without a mouse, on a French keyboard. */
export interface Keyboard {
  readonly focus: () => Promise<Focus>
  /** Presses a key; waits until something has the focus. */
  readonly press: (key: string) => Promise<Focus>
  /** Presses the key that prints \`&\`, \`é\`, \`"\`… on an AZERTY keyboard, where others have the digits. */
  readonly pressDigit: (digit: number) => Promise<Focus>
  readonly type: (text: string) => Promise<void>
  /** Presses Tab until what has the focus is called so. */
  readonly tabTo: (text: RegExp) => Promise<void>
}

const azerty = ['à', '&', 'é', '"', "'", '(', '-', 'è', '_', 'ç']
const mostTabs = 80
const mostReads = 400

export const openKeyboard = async (page: Page): Promise<Keyboard> => {
  const devtools = await page.context().newCDPSession(page)
  const read = async (): Promise<Focus> => focus.parse(await page.evaluate(readFocus))
  /** What acts on a key may first load or send something. */
  const settle = async (): Promise<Focus> => {
    for (let reads = 0; reads < mostReads; reads += 1) {
      const found = await read()
      if (!found.isLost) return found
      await page.waitForTimeout(25)
    }
    return read()
  }
  return {
    focus: read,
    press: async (key) => {
      await page.keyboard.press(key)
      return settle()
    },
    pressDigit: async (digit) => {
      const key = azerty[digit] ?? ''
      const press = { key, code: `Digit${digit}`, text: key, windowsVirtualKeyCode: 48 + digit }
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...press })
      await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press, text: '' })
      return settle()
    },
    type: (text) => page.keyboard.type(text),
    tabTo: async (text) => {
      for (let tabs = 0; tabs < mostTabs; tabs += 1) {
        await page.keyboard.press('Tab')
        const found = await read()
        if (text.test(found.text)) return
      }
      throw new Error(`${mostTabs} times Tab do not lead to ${text.source}`)
    },
  }
}
