import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Menu, MenuItem, Popover } from 'react-aria-components'
import { forgetQueries } from '../api/keep-queries.ts'
import { inBackground } from '../core/in-background.ts'
import { languageNames, languages } from '../i18n/languages.ts'
import { changePreferences, usePreferences } from '../preferences/preference-store.ts'
import { usePerson, useSession } from '../session/session-context.tsx'

/** The themes; that of the person is left out of the menu. */
const themes = [
  { value: 'light', title: msg`Light theme` },
  { value: 'dark', title: msg`Dark theme` },
  { value: 'auto', title: msg`Theme of the browser` },
] as const

interface PersonMenuItemsProps {
  readonly trigger: HTMLElement
  readonly onClose: () => void
}

/** Settings, theme, language, sign-out. */
const PersonMenuItems = ({ trigger, onClose }: PersonMenuItemsProps): ReactNode => {
  const { t } = useLingui()
  const session = useSession()
  const router = useRouter()
  const { theme } = usePreferences()
  const { user } = usePerson()
  const signOut = (): void => {
    forgetQueries(user)
    inBackground(session.signOut())
  }
  return (
    <Popover
      triggerRef={{ current: trigger }}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      placement="bottom end"
    >
      <Menu className="menu" aria-label={t`Menu`} autoFocus="first" onClose={onClose}>
        <MenuItem onAction={() => inBackground(router.navigate({ to: '/settings' }))}>
          <Trans>My settings</Trans>
        </MenuItem>
        {themes
          .filter((one) => one.value !== theme)
          .map(({ value, title }) => (
            <MenuItem key={value} onAction={() => changePreferences({ theme: value })}>
              {t(title)}
            </MenuItem>
          ))}
        {languageNames.map((language) => (
          <MenuItem key={language} lang={language} onAction={() => changePreferences({ locale: language })}>
            {languages[language]}
          </MenuItem>
        ))}
        <MenuItem onAction={signOut}>
          <Trans>Sign out</Trans>
        </MenuItem>
      </Menu>
    </Popover>
  )
}

export default PersonMenuItems
