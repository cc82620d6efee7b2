import { useLingui } from '@lingui/react'
import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { tagOf } from './languages.ts'

/** The words of React Aria in the language that the app is shown in, also after it changes. */
export const LocaleProvider = ({ children }: { readonly children: ReactNode }) => {
  const { i18n } = useLingui()
  return <I18nProvider locale={tagOf(i18n.locale)}>{children}</I18nProvider>
}
