/** The grid takes the focus from the page and from itself, never from a field or a dialog. */
export const mayTakeFocus = (): boolean => {
  const { activeElement } = document
  return (
    activeElement === null ||
    activeElement === document.body ||
    activeElement.id === 'main' ||
    // The link that led here.
    activeElement.matches('nav a') ||
    (activeElement.closest('.label-screen') !== null && !activeElement.matches('input, textarea, select'))
  )
}
