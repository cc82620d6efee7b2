import { Suspense, useEffectEvent, useLayoutEffect, type ReactNode } from 'react'
import { holdKeys } from '../commands/hold-keys.ts'
import { Pending } from './pending.tsx'

interface LazyDialogProps {
  readonly onClose: () => void
  readonly children: ReactNode
}

const Loading = ({ onClose }: { readonly onClose: () => void }): ReactNode => {
  const cancel = useEffectEvent(onClose)
  useLayoutEffect(() => holdKeys(() => cancel()), [])
  return (
    <div className="overlay">
      <Pending />
    </div>
  )
}

/**
 * Around a dialog or menu that is loaded when it is first opened. What is typed before it is there is for its field: a key
 * must not become an answer because the network is slow.
 */
export const LazyDialog = ({ onClose, children }: LazyDialogProps): ReactNode => (
  <Suspense fallback={<Loading onClose={onClose} />}>{children}</Suspense>
)
