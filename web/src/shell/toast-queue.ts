import { ToastQueue } from 'react-stately/useToastState'

export interface Message {
  readonly text: string
  /** What the service says of it, in English. */
  readonly detail?: string
  readonly tone?: 'info' | 'problem'
  readonly action?: { readonly label: string; readonly run: () => void }
}

export const toasts = new ToastQueue<Message>({ maxVisibleToasts: 3 })

/** Shows a message for some seconds; one with an action or a problem stays longer. */
export const say = (message: Message): void => {
  toasts.add(message, { timeout: message.action || message.tone === 'problem' ? 12_000 : 6_000 })
}
