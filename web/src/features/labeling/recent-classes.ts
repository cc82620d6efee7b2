import { createKeptTexts } from '../../core/kept-texts.ts'

/** The classes that the person found last in this browser, newest first. */
export const recentClasses = createKeptTexts('recent-classes', 12)
