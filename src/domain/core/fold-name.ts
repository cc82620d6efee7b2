/** Characters that some file systems ignore in names: joiners, variation selectors, zero-width characters. */
const ignored = /\p{Default_Ignorable_Code_Point}/gu

const foldOnce = (text: string): string =>
  text.normalize('NFKC').replaceAll(ignored, '').toUpperCase().toLowerCase().normalize('NFKC')

/** Lower-case ASCII, which folding does not change. */
const folded = /^[!-@[-~ ]*$/

/** Folding again changes some names once more, such as `ẞ` to `ß` to `ss`. */
const mostFolds = 5

/**
 * The form in which names are compared that may be one file on some file system: without regard to case, to Unicode
 * normalization and to characters that are ignored. Coarser than any of them. Windows ignores the case, macOS also the
 * normalization.
 */
export const foldName = (name: string): string => {
  if (folded.test(name)) return name
  let [before, after] = [name, foldOnce(name)]
  for (let folds = 1; folds < mostFolds && after !== before; folds += 1) {
    before = after
    after = foldOnce(after)
  }
  return after
}
