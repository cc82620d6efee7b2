/** The introduction of the OpenAPI document, in Markdown. */
export const guide = `
An open service for labeling data in a team. All it does, it does through this API.

## From files to labels

1. **Connect** a blob container: \`PUT /datastores/photos\`. It is tried at once.
2. **Choose** files in it: \`PUT /datasets/dogs-and-cats\` with a path such as \`MultiClass - DogsCats/**\`; \`GET …/preview\` shows the first.
3. **Create** a project on the dataset: \`PUT /projects/dogs-and-cats\` with its task and classes. The answer is 201 with \`status: "Creating"\` and
   \`Operation-Location\`: files are being read in. Items can be labeled as soon as the status is \`Running\`.
4. **Add people**: \`PUT /projects/dogs-and-cats/members/{user}\` with a role. Their app role (in the token) must be at least that.
5. **Label**, page by page; see below.
6. **Review**: \`GET …/items?state=labeled\`, then \`POST …/items/approve\`, or \`…/reject\` with a comment: a rejected item goes to the front of the queue.
   \`PUT …/items/{item}/label\` sets the reviewer's own label.
7. **Export**: \`POST …/exports\` with a format; follow \`Operation-Location\`, then download the files.

New files in the container are found by themselves if the project's \`incrementalRefresh\` is \`Enabled\`, or with \`POST …/refresh\`.

Should a project's numbers ever disagree with its items, \`POST …/recount\` tells which, and \`?repair=true\` corrects them.

## Labeling, page by page

\`\`\`
POST /projects/p/pages            { "size": 9 }
  → { "id": "…", "expiresAt": "…", "items": [ { "id": "…", "contentUrl": "…" }, … ], "labelClasses": [ … ] }
POST /projects/p/pages/{id}/submit  { "answers": [ { "item": "…", "labels": ["Cat"] }, { "item": "…", "skip": true, "reason": "blurred" } ] }
  → { "results": [ { "item": "…", "status": "Accepted" }, { "item": "…", "status": "Refused", "error": { … } } ] }
\`\`\`

- A page is held for its labeler until \`expiresAt\`; nobody else gets its items meanwhile. \`renew\` prolongs it, for a day at most; \`release\` gives it back.
- Asked again while a page is live, \`POST …/pages\` gives the same page: a closed browser tab loses nothing.
- Answer **every** item of the page in one submit, else it is 400 \`PageIncomplete\`. Answers are judged one by one: an item that is no longer
  open is refused with its reason, and the rest are taken.
- A submit that is repeated gets the first answer again.
- When \`items\` is empty, \`waiting\` says why: \`AllDone\`, or \`AllLeased\`: others hold what is left; ask again in a while.
- \`contentUrl\` goes into an \`<img>\` as it is and lives some minutes. Do not store it; read the page or item again.
- Classes in a tree are named by their path: \`Animal/Cat\`. A multi-class item takes exactly one, a multi-label item one or more.

## Rules that hold everywhere

**Who you are** is what the bearer token says. The app roles \`Labeling.Labeler\`, \`Labeling.Reviewer\` and \`Labeling.Admin\` each include the ones before;
a project's members narrow them. A project that you are no member of is answered as one that is not there.
A Labeler sees their own page and its files; answers of others, progress and the list of items are for Reviewers. \`GET …/audit\` tells an Admin who did what.

**Lists** are \`{ "value": [ … ], "nextLink": "…" }\`. Ask for at most \`maxpagesize\` (1 to 200, default 50) and follow \`nextLink\`, which is absolute and
opaque, until there is none. A page may be short, even empty, and still have one.

**Concurrency.** What one reads has an \`ETag\`. To change or delete it, send it back in \`If-Match\`: 428 if it is missing, 412 if somebody else was faster:
read again, and repeat your change on what it is now. \`If-None-Match\` on a read answers 304 if nothing changed.

**Retries.** GET, PUT and DELETE can be repeated as they are. Give each POST an \`Idempotency-Key\` (a random UUID): repeated within a day with the same
key and body, it gets the answer of the first time (\`Idempotent-Replayed: true\`) and nothing happens twice; another body is 422, and while the first is still running 409.
On 409 \`RequestInProgress\`, 429 and 503 wait for the seconds in \`Retry-After\`.

**Long work** answers 202 (or 201) with \`Operation-Location\`. Read that until \`status\` is \`Succeeded\`, \`Failed\` or \`Canceled\`; \`done\` of \`total\` says how far it is.

**Errors** are \`{ "error": { "code", "message", "target"?, "details"? } }\`, the code also in the header \`x-ms-error-code\`. Codes are a closed list; messages are for people.
Properties and parameters that are not described here are refused. A body is JSON in UTF-8, at most 1 MB and
32 levels deep.

**Rates.** Each caller has a bucket of requests, 200 at once and 50 a second unless the deployment says otherwise; beyond that it is 429 with \`Retry-After\`.

**Times** are ISO 8601 in UTC, sizes are bytes, durations are ISO 8601 (\`PT30M\`).

**Other origins.** A page on another origin may call this API if the deployment's \`CORS_ORIGINS\` names that origin; run locally, any port of this machine may.

**Request ids.** Each answer has \`x-ms-request-id\`; send your own as \`x-ms-client-request-id\` (8 to 64 letters, digits and \`._-\`).
`.trim()
