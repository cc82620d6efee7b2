import { lazy, Suspense, useSyncExternalStore } from 'react'
import { toasts } from './toast-queue.ts'

const Toasts = lazy(() => import('./toasts.tsx'))

/** The messages of `say`. Their region is loaded with the first of them. */
export const Messages = () => {
  const hasMessages = useSyncExternalStore(
    (listener) => toasts.subscribe(listener),
    () => toasts.visibleToasts.length > 0,
  )
  return (
    hasMessages && (
      <Suspense>
        <Toasts />
      </Suspense>
    )
  )
}
