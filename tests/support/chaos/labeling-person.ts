import type { Page } from 'playwright-core'

/** The button of a tab that another one labels for. */
export const labelHere = '.label-screen > section.notice button.primary'
export const askAgain = 'section.notice[data-waiting] button.primary'

/** What the label screen shows of an item. */
export interface ShownTile {
  readonly item: string
  /** The name of its class. */
  readonly label: string | undefined
  readonly isSent: boolean
}

export interface Shown {
  readonly kind: 'Page' | 'NoPage' | 'Elsewhere' | 'SignedOut' | 'Loading'
  readonly tiles: readonly ShownTile[]
  /** Why there is no page. */
  readonly reason: string | undefined
  readonly refused: string | undefined
  readonly isSignInNeeded: boolean
  /** The focused item has no answer. */
  readonly isFocusOpen: boolean
  /** Answers that wait on this device. */
  readonly waiting: number
}

/** A press that gave an item a class, as it was when the key went down. */
export interface Press {
  readonly item: string
  readonly key: string
}

/** Notes in the tab what each digit was pressed on, before the app hears of it. */
export const noteItsPresses = `
  globalThis.presses = []
  document.addEventListener(
    'keydown',
    ({ key }) => {
      const tile = document.querySelector('[data-focused-tile]')
      if (tile && !tile.textContent.includes('✓') && /^[1-9]$/.test(key))
        presses.push({ item: tile.dataset.item, key })
    },
    { capture: true },
  )`

const look = `(() => {
  const one = (selector) => document.querySelector(selector)
  const tiles = [...document.querySelectorAll('.tile[data-item]')].map((tile) => ({
    item: tile.dataset.item,
    label: /K\\d/.exec(tile.textContent)?.[0],
    isSent: tile.textContent.includes('✓'),
  }))
  const noPage = one('section.notice[data-waiting]')
  const kinds = [
    ['SignedOut', one('main.sign-in') !== null],
    ['Page', tiles.length > 0],
    ['NoPage', noPage !== null],
    ['Elsewhere', one('${labelHere}') !== null],
  ]
  return {
    kind: kinds.find(([, is]) => is)?.[0] ?? 'Loading',
    tiles,
    reason: noPage?.dataset.waiting,
    refused: one('.refused-answers')?.textContent,
    isSignInNeeded: one('aside.banner button') !== null,
    isFocusOpen: one('[data-focused-tile]')?.dataset.answer === 'none',
    waiting: Number(one('.state-line')?.dataset.waiting ?? 0),
  }
})()`

export const lookAt = (page: Page): Promise<Shown> => page.evaluate<Shown>(look)

/** What was pressed since the last time. */
export const takePresses = (page: Page): Promise<readonly Press[]> =>
  page.evaluate<readonly Press[]>('globalThis.presses?.splice(0) ?? []')
