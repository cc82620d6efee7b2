/** What stands between commas, without the blanks around it; nothing for nothing. */
export const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
