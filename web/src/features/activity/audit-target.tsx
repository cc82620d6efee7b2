import type { Target } from './target-of.ts'

export const AuditTarget = ({ target: { kind, text, whole } }: { readonly target: Target }) => {
  if (kind === 'Person') return <strong>{text}</strong>
  if (kind === 'Name') return <code>{text}</code>
  return (
    <code className="quiet" {...(whole === undefined ? {} : { title: whole })}>
      {text}
    </code>
  )
}
