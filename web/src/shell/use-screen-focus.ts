import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

const isLost = ({ activeElement }: Document): boolean =>
  activeElement === null || activeElement === document.body || !activeElement.checkVisibility()

/**
 * Gives the focus to the content once what has it there is gone. The next screen may take its time, so this waits, until the focus
 * goes elsewhere by itself.
 * @returns Ends the wait
 */
const followFocus = (content: HTMLElement): (() => void) => {
  const look = (): void => {
    if (isLost(document)) content.focus({ preventScroll: true })
  }
  const observer = new MutationObserver(look)
  const end = (): void => {
    observer.disconnect()
    document.removeEventListener('focusin', end)
  }
  // A screen that waits for the next one is hidden by its style.
  observer.observe(content, { childList: true, subtree: true, attributes: true, attributeFilter: ['style'] })
  document.addEventListener('focusin', end)
  look()
  return end
}

/** A link is gone with the screen that it led away from: the focus comes to the next screen, not to the top of the page. */
export const useScreenFocus = (): void => {
  const router = useRouter()
  useEffect(() => {
    let end: (() => void) | undefined
    const unsubscribe = router.subscribe('onBeforeNavigate', ({ fromLocation, pathChanged }) => {
      end?.()
      const content = document.getElementById('main')
      if (fromLocation === undefined || !pathChanged || !content?.contains(document.activeElement)) return
      end = followFocus(content)
    })
    return () => {
      end?.()
      unsubscribe()
    }
  }, [router])
}
