import { createKeptTexts } from '../../core/kept-texts.ts'

/** Why the person skipped last in this browser, newest first. */
export const skipReasons = createKeptTexts('skip-reasons', 5)
