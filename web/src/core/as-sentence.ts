/** Words with the point that another sentence needs before it; the service ends its messages without one. */
export const asSentence = (words: string): string => (/[.!?…]$/u.test(words) ? words : `${words}.`)
