import { withTexts } from '../i18n/load-locale.ts'

/** In a file of its own, so that a page can load the screen before the app that shows it is there. */
export const loadLabelCode = () => import('../features/labeling/label-screen.tsx')

export const loadLabelScreen = () => withTexts('features/labeling', loadLabelCode())
