import type { RoleName } from './people.ts'

/** A page without a question. */
export interface Notice {
  readonly title: string
  readonly sentence: string
}

interface Texts {
  readonly whoAreYou: string
  readonly noPassword: string
  readonly somebodyElse: string
  readonly name: string
  readonly role: string
  readonly signIn: string
  readonly roles: Readonly<Record<RoleName, string>>
  readonly signedOut: Notice
  readonly otherMachine: Notice
  readonly unknownApp: (client: string) => Notice
}

const english: Texts = {
  whoAreYou: 'Who are you?',
  noPassword: 'This service runs on one machine, so nobody asks for a password.',
  somebodyElse: 'Somebody else',
  name: 'Name',
  role: 'Role',
  signIn: 'Sign in',
  roles: { Admin: 'Admin', Reviewer: 'Reviewer', Labeler: 'Labeler' },
  signedOut: {
    title: 'You are signed out',
    sentence: 'Close this page, or open the address of the service again.',
  },
  otherMachine: {
    title: 'People sign in here on this machine only',
    sentence:
      'This page asks for no password, so it is not for other machines or proxies. Set up Entra ID for those.',
  },
  unknownApp: (client) => ({
    title: 'This app is not known',
    sentence: `Open the address of the service itself. Here people sign in for the client "${client}" with a redirect_uri on this machine.`,
  }),
}

const french: Texts = {
  whoAreYou: 'Qui êtes-vous ?',
  noPassword: 'Ce service tourne sur une seule machine, donc personne ne demande de mot de passe.',
  somebodyElse: 'Quelqu’un d’autre',
  name: 'Nom',
  role: 'Rôle',
  signIn: 'Se connecter',
  roles: { Admin: 'Responsable', Reviewer: 'Relecteur', Labeler: 'Étiqueteur' },
  signedOut: {
    title: 'Vous êtes déconnecté',
    sentence: 'Fermez cette page, ou ouvrez de nouveau l’adresse du service.',
  },
  otherMachine: {
    title: 'On ne se connecte ici que depuis cette machine',
    sentence:
      'Cette page ne demande pas de mot de passe : elle n’est pas faite pour d’autres machines ni pour des proxys. Pour celles-ci, configurez Entra ID.',
  },
  unknownApp: (client) => ({
    title: 'Cette application est inconnue',
    sentence: `Ouvrez l’adresse du service lui-même. Ici, on se connecte pour le client « ${client} » avec un redirect_uri sur cette machine.`,
  }),
}

export const texts = { en: english, fr: french } as const
export type Language = keyof typeof texts

const isLanguage = (text: string): text is Language => Object.hasOwn(texts, text)

const weightOf = (parameters: readonly string[]): number => {
  const weight = parameters.find((one) => one.trim().startsWith('q='))
  return weight === undefined ? 1 : Number(weight.trim().slice(2)) || 0
}

/**
 * The language of the pages: what the client asks for, else the first one of the browser that they have, else English.
 * @param wanted `ui_locales` of the request: tags with spaces between them
 * @param accepted The header `Accept-Language`
 */
export const chooseLanguage = (wanted: string | null, accepted: string | undefined): Language => {
  const ofBrowser = (accepted ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';')
      return { tag: tag.trim(), weight: weightOf(parameters) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
  return (
    [...(wanted ?? '').split(' '), ...ofBrowser]
      .map((tag) => tag.toLowerCase().split('-', 1)[0] ?? '')
      .find(isLanguage) ?? 'en'
  )
}
