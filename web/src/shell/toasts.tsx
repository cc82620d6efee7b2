import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import {
  Button,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as ToastRegion,
  Text,
} from 'react-aria-components'
import { toasts } from './toast-queue.ts'

const Toasts = (): ReactNode => {
  const { t } = useLingui()
  return (
    <ToastRegion queue={toasts} className="toasts" aria-label={t`Messages`}>
      {({ toast }) => (
        <Toast toast={toast} className="toast" data-tone={toast.content.tone ?? 'info'}>
          <ToastContent>
            <Text slot="title">{toast.content.text}</Text>
            {toast.content.detail !== undefined && (
              <Text slot="description" className="quiet" lang="en">
                {toast.content.detail}
              </Text>
            )}
          </ToastContent>
          {toast.content.action && (
            <Button
              onPress={() => {
                toast.content.action?.run()
                toasts.close(toast.key)
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <Button slot="close" aria-label={t`Close`}>
            ×
          </Button>
        </Toast>
      )}
    </ToastRegion>
  )
}

export default Toasts
