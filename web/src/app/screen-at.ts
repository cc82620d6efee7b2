const inProject = /^\/p\/([^/?#]+)(\/label(?=[/?#]|$))?/

/** What an address says before the router is there. */
export const screenAt = (
  path: string,
): { readonly project: string | undefined; readonly isLabel: boolean } => {
  const [, name, label] = inProject.exec(path) ?? []
  return { project: name === undefined ? undefined : decodeURIComponent(name), isLabel: label !== undefined }
}
