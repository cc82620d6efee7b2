import { createKeptTexts } from '../core/kept-texts.ts'

const mostPresets = 12

/** The comments of rejections that the person keeps for a project, in their order. */
export const commentPresets = createKeptTexts('comments', mostPresets)

/** The lines of a text as comments: each once, none of them empty. */
export const presetsIn = (text: string): readonly string[] =>
  [...new Set(text.split('\n').map((line) => line.trim()))]
    .filter((line) => line !== '')
    .slice(0, mostPresets)
