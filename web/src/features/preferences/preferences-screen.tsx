import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Switch } from 'react-aria-components'
import { isLocale, languageNames, languages } from '../../i18n/languages.ts'
import { changePreferences, usePreferences } from '../../preferences/preference-store.ts'
import { ChoiceInput } from '../../ui/choice-input.tsx'
import { KeySettings } from './key-settings.tsx'
import { ShareKeys } from './share-keys.tsx'

const layouts = [1, 4, 6, 9, 25, 50]

/** A person's own choices in this browser. */
const PreferencesScreen = (): ReactNode => {
  const { t, i18n } = useLingui()
  const { locale, theme, layout, hand, submitAtOnce } = usePreferences()
  const language = locale ?? i18n.locale
  return (
    <section className="screen">
      <h1>
        <Trans>My settings</Trans>
      </h1>
      <p className="quiet">
        <Trans>They are kept in this browser.</Trans>
      </p>
      <div className="field-row">
        <ChoiceInput
          label={t`Language`}
          value={language}
          choices={languageNames.map((value) => ({ value, text: languages[value] }))}
          onChange={(value) => {
            if (isLocale(value)) changePreferences({ locale: value })
          }}
        />
        <ChoiceInput
          label={t`Theme`}
          value={theme}
          choices={[
            { value: 'auto', text: t`As the browser` },
            { value: 'dark', text: t`Dark` },
            { value: 'light', text: t`Light` },
          ]}
          onChange={(value) => changePreferences({ theme: value })}
        />
        <ChoiceInput
          label={t`Items at once`}
          value={String(layout)}
          choices={layouts.map((size) => ({ value: String(size), text: String(size) }))}
          onChange={(value) => changePreferences({ layout: Number(value) })}
        />
        <ChoiceInput
          label={t`Hand on touch screens`}
          value={hand}
          choices={[
            { value: 'right', text: t`Right` },
            { value: 'left', text: t`Left` },
          ]}
          onChange={(value) => changePreferences({ hand: value })}
        />
      </div>
      <Switch
        isSelected={submitAtOnce}
        onChange={(on) => changePreferences({ submitAtOnce: on })}
        className="switch"
      >
        <span className="track" aria-hidden="true" />
        <Trans>The last answer of a page submits it</Trans>
      </Switch>
      <KeySettings />
      <ShareKeys />
    </section>
  )
}

export default PreferencesScreen
