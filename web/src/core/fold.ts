const accents = /\p{M}/gu

/** Text as it is compared: without accents and without capital letters. */
export const fold = (text: string): string => text.normalize('NFD').replace(accents, '').toLowerCase()
