/** The guide on the documentation page, in Markdown. `externalDocs` of tags name its headings. */
export const guide = `
Etiquette is an open data-labeling service for teams. This API covers all of its functions. Clients can be generated from \`/openapi.json\` (OpenAPI 3.1) or
\`/openapi-3.0.json\` (OpenAPI 3.0.3).

## From files to labels

1. **Connect** a blob container, or a folder of one: \`PUT /datastores/photos\`. The service tests the connection at once.
2. **Select** files: \`PUT /datasets/dogs-and-cats\` with a path such as \`MultiClass - DogsCats/**\`. \`GET …/preview\` lists the first files, and counts
   those that match and become no items.
3. **Create** a project for the dataset: \`PUT /projects/dogs-and-cats\` with its task type and classes. The response is 201 with \`status: "Creating"\` and
   \`Operation-Location\`, while the service imports the files. Items can be labeled when the status is \`Running\`.
4. **Add members**: \`PUT /projects/dogs-and-cats/members/{user}\` with a role. The app role in the user's token must be at least this role.
5. **Label** the items, page by page; see below.
6. **Review** the answers: \`GET …/items?state=labeled\`, then \`POST …/approve-items\`, or \`POST …/reject-items\` with a comment. \`seen\` names each item with
   its \`etag\` in the list: an item that changed since is refused with \`ItemChangedSince\`, so nothing is approved that nobody saw. \`POST …/unapprove-items\`
   undoes an approval. A rejected item goes to the front of the queue. \`PUT …/items/{item}/label\` replaces the answer with the reviewer's own label. \`POST …/review-items\` does the
   same to all items that meet a filter, or to a \`sample\` of them, as long work: \`expectedCount\` is the \`total\` of \`GET …/items?count=true\`
   with the same filter. \`POST …/remove-items\` takes all items that meet a
   filter, such as \`{ "problem": "any" }\`, out of the project, and \`POST …/restore-items\` puts them back.
7. **Export** the labels: \`POST …/exports\` with a format. Follow \`Operation-Location\`, then download the files.

The service finds new files in the datastore automatically if \`incrementalRefresh\` of the project is \`Enabled\`, or on request with \`POST …/refresh\`. The
project and its progress have the outcome of the last refresh.

Should a project's numbers ever disagree with its items, \`POST …/recount\` tells which, and \`?repair=true\` corrects them.

## Labeling, page by page

\`\`\`
POST /projects/p/pages            {}
  → { "id": "…", "expiresAt": "…", "items": [ { "id": "…", "contentUrl": "…" }, … ], "labelClasses": [ … ] }
POST /projects/p/pages/{id}/submit  { "answers": [ { "item": "…", "labels": ["Cat"] }, { "item": "…", "skip": true, "reason": "blurred" } ] }
  → { "results": [ { "item": "…", "status": "Accepted" }, { "item": "…", "status": "Refused", "error": { … } } ], "page": { "id": "…", "status": "Submitted", "left": 0 } }
\`\`\`

- A page has up to 20 items; \`{ "size": 9 }\` asks for another number, 50 at most. Larger pages cost less: the database charges some work once for each page.
- A page is leased to one labeler until \`expiresAt\`. No other labeler gets its items during the lease. \`renew\` extends the lease, up to one day in total;
  \`release\` ends it.
- \`POST …/pages\` returns the same page again while its lease is active. A closed browser tab loses nothing.
- \`{ "after": "{id}" }\` asks for the page after that one, while the labeler still works on it, so that its files can be loaded before they are needed. A labeler holds at most
  two pages. Both are leased alike: renew the page ahead, too, or release it when the labeler leaves.
- Submit an answer for **every** item of the page, or send \`"partial": true\` with answers for some of them; otherwise the response is 400 \`PageIncomplete\`. The other items stay on the page, and
  \`page.left\` is their number. Those that have an answer are \`answered\` on the page. The page is \`Submitted\` with its last answer.
- Each answer has its own result, and a refused one refuses no other. With \`retriable\` the answer is wrong, such as one with an unknown class: \`error.target\` names its field, and its item
  waits for a right one. Otherwise there is nothing to do: the item is no longer open, or the page has another answer to it (\`AlreadyAnswered\`).
- A repeated submit returns the first results again, also in other parts or another order.
- \`"next": { "size": 20 }\` in a submit returns the next page with the results, as \`POST …/pages\` would. If that fails, \`nextError\` has the reason, and the answers are stored.
- \`POST …/pages/{id}/reopen\` takes back the answers of a submitted page, for 10 minutes: the page is held again, and each item has its former answer as \`answer\`. An answer stays if somebody has gone on with it: its item
  was reviewed, removed or exported, or its file changed. A page that is reopened and not submitted again has no answers: its items go back to the queue when its lease ends.
- An answer can tell the time that the labeler worked on it: \`activeMs\`, in milliseconds, without pauses of more than a minute. \`GET …/my-numbers\` sums up the answers and times of the caller, in all and
  of today; \`GET …/statistics?by=labeler\`, \`by=day\` or \`by=class\` those of all, for Reviewers. Days are in UTC.
- \`GET …/my-answers\` lists the answers of the caller, in an order without meaning; with \`?rejected=true\` those that reviewers rejected, the latest first, with their comments.
- If \`items\` is empty, \`waiting\` gives the reason. \`AllDone\`: every item has an answer. \`AllLeased\`: other labelers hold open items, and none is free; ask again after \`retryAfter\` seconds, which the header \`Retry-After\` has, too. \`AllYours\`: all open items that are left are on the page in \`after\`. \`FilesMissing\`: the files of
  all items that are left are missing; an administrator restores the files or removes the items.
- Use \`screenUrl\`, a picture for a screen, or \`contentUrl\`, the file, as the \`src\` of an \`<img>\`, and \`thumbnailUrl\` in lists. The URLs are valid until \`urlsExpireAt\`. Do not store them; read the page or the item again for new ones. An item has
  none if its file is \`missing\`, if no URL can name the file (\`unreadable\` is \`Path\`), or if the page has a \`datastoreProblem\`. A file with another \`problem\` has a URL, although a browser may
  not show it. Skip an item that you cannot see.
- An item that comes back after a rejection, or because its file changed, has \`returned\`: the former answer, and the comment of the reviewer.
- A class in a tree is named by its path: \`Animal/Cat\`. A multi-class item takes exactly one class, a multi-label item one or more.
- \`labelClasses\` has the classes in the order of the project. A class keeps its \`id\` when it is renamed or moved. Answers with its former path are accepted while no
  other class has that path.
- A class can tell labelers when to choose it (\`description\`), by which key (\`shortcut\`) and what it looks like (\`examples\`, items of the project; \`GET …/items/{item}/content\` has their files,
  also for labelers). \`instructions.text\` is Markdown: headings, lists, emphasis, code, and links to web pages. Show HTML in it as text, and no images.
- Labelers get no \`path\`, which can give the answer away, unless the project has \`labelersSeePaths\`; Reviewers and Admins of the project always get it. It is no secret: the address from which a file is loaded can contain it.

## General rules

**Authentication.** The bearer token identifies the caller. Each of the app roles \`Labeling.Labeler\`, \`Labeling.Reviewer\` and \`Labeling.Admin\` includes
the roles before it. The membership in a project can narrow the app role. To non-members a project does not exist (404).
\`GET /me\` returns the caller with the app role, and a project has the role of the caller in it as \`myRole\`.
A Labeler can read their own pages and their files, and their own answers and numbers. Answers of other users, progress and the list of items require the role Reviewer. \`GET …/audit\` lists all
changes of a project for its Admins.

**People** are named by their user id. Where members, progress and people are listed, there is also a \`name\`, if the token of the person has had one. It is for reading: several people can have the same, and it changes.
\`GET …/projects/{project}/people\` has the names of all who work in a project; \`GET /people?search=\` finds people who called the service; \`DELETE /people/{user}\` deletes a name.

**Lists** have the form \`{ "value": [ … ], "nextLink": "…" }\`. A request returns one list page with at most \`maxpagesize\` entries (1 to 200, default 50).
Follow \`nextLink\`, an absolute and opaque URL, until it is absent. Its \`continuation\` belongs to that list and filter; any other one is 400 \`InvalidContinuation\`. A list page can be short or empty and still have a \`nextLink\`.

**Concurrency.** A resource has an \`ETag\`, also as \`etag\` in its body and in lists, with its quotes. Send the ETag as it is in \`If-Match\` to change or delete the resource. The response is 428 if the header is missing, and 412
if the resource changed since the read: read it again, then repeat the change. A PUT with \`If-None-Match: *\` creates, and is 412 for what exists, also if an earlier try of the request created it: the message tells. A read with \`If-None-Match\` returns 304 if the response
would be the same, where the operation names 304. The \`ETag\` of a project or an item that is read covers all that is shown, so it is longer than \`etag\`; \`If-Match\` takes both. HEAD works where GET does: the same status and headers without the body, and without ranges.

**Retries.** Each request can be repeated as it is, also by a client that does so by itself after a lost response, 429 or 5xx. After 409 \`RequestInProgress\`, 429 and 503 wait for the seconds in \`Retry-After\`. 409 while a project is created, and an operation that runs, have it, too.

- **PUT and PATCH** compare the request with what is there. If the resource is already as the request makes it, the response is 200 with the resource, whatever \`If-Match\` is, and nothing is written: the ETag and the
  audit stay. So 412 and 428 mean that something else is there. The creator of a project receives 201 with the same operation while its status is \`Creating\`.
- **DELETE** of what is gone is 204. While a project or an export is being deleted, the response is 202 with the running operation. A project that is gone is 204 for an app Admin, and 404 for all others, as it has no members.
- **POST** takes an \`Idempotency-Key\`, a random UUID: a retry with the same key
  and body within one day changes nothing and returns the result of the first request as it can be read now (\`Idempotent-Replayed: true\`), or 404 if it was deleted. A request that was
  refused is judged again. The same key with another request is 422; a retry while the first request is running is 409. Requests for pages and their submits, reopenings, renewals and releases, and the
  cancellation of an export repeat by themselves and need no key.
- **POST without a key.** An export, or a removal or restoration of items, of the same caller with the same body that has not ended is returned, and so is the running refresh or recount; once it has ended, the
  request starts another one. Send a key of its own to start a second export while the first runs. A review that is the last that happened to an item is \`Accepted\` again without a change. If a rejected item may have a
  new answer by the time of the retry, send a key: a retry without one rejects that, too.

**Long-running operations** return 202 (or 201) with \`Operation-Location\`. The body is the operation, or has its \`id\` and \`status\` in \`operation\`. Read this URL until \`status\` is \`Succeeded\`, \`Failed\` or \`Canceled\`. \`done\` and
\`total\` show the progress.

**Errors** have the form \`{ "error": { "code", "message", "target"?, "details"? } }\`. The header \`x-ms-error-code\` repeats the code. Codes may be added: treat one
that you do not know by its status. The messages are for humans. Unknown properties and parameters are refused. A request body is JSON in UTF-8, at most 1 MB and 32 levels deep.

**Growth.** New properties can come in responses at any time: ignore those that you do not know. Values can be added to the enums that the document shows as
\`x-extensible-enum\`, such as states, problems, formats and task types: show one that you do not know as it is.

**Rate limit.** Each caller can send 200 requests at once and 50 requests per second, unless the deployment sets other limits. Further requests are 429 with
\`Retry-After\`. Requests with an \`Idempotency-Key\` that do not repeat by themselves have a limit of their own: 1 000 at once and 3 600 an hour.

**Formats.** Times are ISO 8601 in UTC, sizes are bytes, durations are ISO 8601 (\`PT30M\`).

**CORS.** A page on another origin can call this API if the setting \`CORS_ORIGINS\` of the deployment contains the origin. A local installation allows every
port of the same machine. A script fetches the bytes of a file by its \`contentUrl\`, as an \`<img>\` does. Routes that end in \`/content\` or \`/files/{name}\` answer a request with a token by
the bytes, never by a redirect: no client carries its token on to the storage.

**Files.** The type of a file is in \`Content-Type\`, not in this document. Routes that end in \`/content\` or \`/files/{name}\` can redirect (302) to another host, the storage: follow
the redirect without the token, or use \`contentUrl\`, which needs none.

**Request ids.** Each response has the header \`x-ms-request-id\`. Send \`x-ms-client-request-id\` (8 to 64 letters, digits and \`._-\`) to set the id.
`.trim()
