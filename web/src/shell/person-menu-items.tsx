import { Trans, useLingui } from '@lingui/react/macro'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Menu, MenuItem, Popover } from 'react-aria-components'
import { forgetQueries } from '../api/keep-queries.ts'
import { inBackground } from '../core/in-background.ts'
import { languageNames, languages } from '../i18n/languages.ts'
import { changePreferences, usePreferences } from '../preferences/preference-store.ts'
import { usePerson, useSession } from '../session/session-context.tsx'

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
        <MenuItem onAction={() => changePreferences({ theme: theme === 'light' ? 'dark' : 'light' })}>
          {theme === 'light' ? <Trans>Dark theme</Trans> : <Trans>Light theme</Trans>}
        </MenuItem>
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
