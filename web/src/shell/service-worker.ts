import { t } from '@lingui/core/macro'
import { inBackground } from '../core/in-background.ts'
import { say } from './toast-queue.ts'

const address = '/sw.js'

interface ScriptPolicy {
  readonly createScriptURL: (url: string) => string
}

interface TrustedTypesWindow {
  readonly trustedTypes: {
    readonly createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy
  }
}

const hasTrustedTypes = (page: object): page is TrustedTypesWindow => 'trustedTypes' in page

/** The content security policy demands that a script's address comes from a named policy: this one knows a single address. */
const scriptAddress = (): string => {
  const page: object = globalThis
  if (!hasTrustedTypes(page)) return address
  const policy = page.trustedTypes.createPolicy('etiquette-service-worker', {
    createScriptURL: (url) => {
      if (url !== address) throw new TypeError(`${url} is not the service worker`)
      return url
    },
  })
  return policy.createScriptURL(address)
}

/** Tells of a version that waits for all tabs to close, and takes it over when the person wants it. */
const offer = (worker: ServiceWorker): void => {
  say({
    text: t`A new version is there.`,
    action: {
      label: t`Load it`,
      run: () => {
        navigator.serviceWorker.addEventListener('controllerchange', () => globalThis.location.reload())
        worker.postMessage({ type: 'SKIP_WAITING' }, [])
      },
    },
  })
}

const register = async (): Promise<void> => {
  const registration = await navigator.serviceWorker.register(scriptAddress())
  if (registration.waiting) offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const { installing } = registration
    installing?.addEventListener('statechange', () => {
      // Without a former worker there is nothing to replace.
      if (installing.state === 'installed' && navigator.serviceWorker.controller) offer(installing)
    })
  })
}

/** Keeps the app's own files on the device, so that it opens without a network. Browsers without service workers go without. */
export const keepShell = (): void => {
  if ('serviceWorker' in navigator && globalThis.isSecureContext) inBackground(register())
}
